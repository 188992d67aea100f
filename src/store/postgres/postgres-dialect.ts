import type { Kysely, Transaction } from 'kysely';
import type { Machine } from '../../time/machine.ts';
import type {
  Dialect,
  ListChangesTable,
  MomentsTable,
  PostsTable,
  SubscriptionsTable,
  Tables,
  Transact,
} from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { isClash } from './explain-postgres-error.ts';

/** The first number of each advisory lock of ours; those of other programs in the same database have another one. */
export const LOCK_CLASS = 0x44_57;

/** The second number, by what is locked. */
export const LOCKS = { migration: 2, state: 3, claims: 4 } as const;

/** The columns that hold numbers, of all tables that are written from lists. */
const NUMBERS: ReadonlySet<string> = new Set<keyof (MomentsTable & PostsTable & ListChangesTable & SubscriptionsTable)>(
  ['due', 'anchor', 'urgency', 'ordinal', 'turn', 'added_late', 'ready_at', 'revision', 'at', 'version'],
);

/** PostgreSQL's spelling: lists arrive as arrays, one parameter for a column however many rows there are. */
export const postgresDialect: Dialect = {
  isOneOf: (column, values) => sql<boolean>`${sql.ref(column)} = any(${values}::text[])`,
  rowsOf(columns, rows) {
    const arrays = columns.map((column) => {
      const values = rows.map((row) => new Map<string, unknown>(Object.entries(row)).get(column) ?? null);
      return NUMBERS.has(column) ? sql`${values}::bigint[]` : sql`${values}::text[]`;
    });
    return sql`select * from unnest(${sql.join(arrays)})`;
  },
  locked: (query) => query.forUpdate(),
  // As an array, so that the query runs once whatever the plan; as a list it might run, and lock, once for each row.
  isOneOfFree: (column, query) => sql<boolean>`${sql.ref(column)} = any(array(${query.forUpdate().skipLocked()}))`,
  async isHeld(tx, { name, fence }) {
    const found = await sql`select 1 from leases
      where name = ${name} and fence = ${fence} and until > clock_timestamp() for share`.execute(tx);
    return found.rows.length > 0;
  },
};

/** Most times that a transaction is begun because of clashes with others. */
const MOST_TRIES = 5;

/**
 * Transactions at READ COMMITTED. Where one reads before it decides what to write, others of its kind wait for an
 * advisory lock that it holds, as every writer of SQLite waits for the one before: such writes are rare (a person's
 * command, a chunk of a tick), each of them raises the registry's revision anyway, and revisions must become visible in
 * their order. SERIALIZABLE would make them wait on that same row and then begin again. What is frequent (attempts, ends
 * of posts) changes rows under their own condition, on which PostgreSQL decides again once it has the row's lock. Only
 * deadlocks remain, between a deletion and the rest: those are done again.
 */
export function makeTransact(db: Kysely<Tables>, machine: Pick<Machine, 'sleep'>): Transact {
  return async (alone, work) => {
    const once = () =>
      db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (tx) => {
          if (alone !== null) await lockFor(tx, LOCKS[alone]);
          return work(tx);
        });
    for (let tries = 1; tries < MOST_TRIES; tries += 1) {
      try {
        return await once();
      } catch (error) {
        if (!isClash(error)) throw error;
        await machine.sleep(tries * 10);
      }
    }
    return once();
  };
}

/** Waits for an advisory lock and holds it until the transaction ends. */
export async function lockFor(tx: Transaction<Tables>, lock: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_CLASS)}, ${sql.lit(lock)})`.execute(tx);
}
