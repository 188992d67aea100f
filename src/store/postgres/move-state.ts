import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import type { Tables } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { FACTS } from '../registry/keep-facts.ts';
import { copyDatabase } from '../sqlite/copy-database.ts';
import { lockOwner } from '../sqlite/lock-owner.ts';
import { openSqlite } from '../sqlite/open-sqlite.ts';
import { StoreError } from '../store-error.ts';
import { openPostgres } from './open-postgres.ts';

/** One table that was moved: its rows, and a sum over all their contents that is the same on both sides. */
export type MovedTable = { readonly table: keyof Tables; readonly rows: number; readonly checksum: string };

/** The tables with the columns that order their rows, those first that others refer to. */
const KEYS = {
  posts: ['id'],
  moments: ['id'],
  subscriptions: ['channel'],
  guild_settings: ['guild'],
  standing: ['channel', 'kind'],
  list_changes: ['id'],
  facts: ['name'],
} as const satisfies Record<keyof Tables, readonly string[]>;
const TABLES = Object.keys(KEYS) as (keyof Tables)[];

/** Tables whose rows are numbered by the database, which goes on after the last. */
const NUMBERED = ['moments', 'list_changes'] as const;

/** Rows in one statement: PostgreSQL takes 65,535 parameters, and the widest table has 24 columns. */
const ROWS_AT_ONCE = 500;

/** Facts of a database and not of the state in it: who owns it at the moment. */
const OWN_FACTS: readonly string[] = [FACTS.owner];
/** Facts that a database has from being opened alone. */
const FIRST_FACTS = [FACTS.owner, FACTS.identity, FACTS.clock, FACTS.missing] as const;

/** A row as both databases give it: texts, numbers and nulls by column. */
type Row = Readonly<Record<string, string | number | null>>;

/**
 * Moves the state of SQLite's file in `folder` to the empty PostgreSQL at `url`, in one transaction: all of it arrives or
 * nothing. The file is copied first and stays as it is. `progress` hears of every table and of many rows in between.
 * Afterwards every table is read again on both sides and compared. Throws `StoreError`: where either side is in use,
 * where the target holds something, and where the two are not equal.
 */
export async function moveToPostgres(request: {
  readonly folder: string;
  readonly file: string;
  readonly url: string;
  readonly machine: Pick<Machine, 'sleep' | 'now' | 'monotonic'>;
  readonly log?: Pick<Log, 'info' | 'error'>;
  progress(table: keyof Tables, done: number, of: number): void;
}): Promise<readonly MovedTable[]> {
  const { folder, file, url, machine, log } = request;
  if (!existsSync(file)) throw new StoreError('failed', `There is no state in ${folder}: nothing is to be moved.`);
  const sourceLock = lockOwner(folder);
  const beside = mkdtempSync(join(folder, 'moving-'));
  try {
    const copy = join(beside, 'copy.sqlite');
    await copyDatabase(file, copy);
    const source = openSqlite(copy, { machine, log });
    try {
      const target = await openPostgres({ url, machine, log });
      try {
        const { gate, ledger } = target;
        await requireUnused(ledger.db, gate.address);
        await requireEmpty(ledger.db, gate.address);
        return await ledger.transact('state', (tx) => moveAll(source.ledger.db, tx, gate.address, request.progress));
      } finally {
        await target.ledger.close();
      }
    } finally {
      await source.ledger.close();
    }
  } finally {
    rmSync(beside, { recursive: true, force: true });
    sourceLock.release();
  }
}

async function requireUnused(db: Kysely<Tables>, address: string): Promise<void> {
  const { rows } = await sql`select 1 from leases where until > clock_timestamp() limit 1`.execute(db);
  if (rows.length === 0) return;
  throw new StoreError(
    'owned',
    `The database ${address} is in use by a running Datewatch. Stop it first, or move into a database of its own.`,
  );
}

async function requireEmpty(db: Kysely<Tables>, address: string): Promise<void> {
  for (const table of TABLES) {
    const query = db.selectFrom(table).select(sql<number>`1`.as('one')).limit(1);
    const found = table === 'facts' ? query.where(sql<boolean>`name != all(${FIRST_FACTS}::text[])`) : query;
    if ((await found.execute()).length === 0) continue;
    throw new StoreError(
      'foreign',
      `The database ${address} already holds a state (its table ${table} is not empty). Move into an empty one: \`createdb\`, or \`dropdb\` and \`createdb\` if that state is not needed.`,
    );
  }
}

async function moveAll(
  from: Kysely<Tables>,
  to: Transaction<Tables>,
  address: string,
  progress: (table: keyof Tables, done: number, of: number) => void,
): Promise<MovedTable[]> {
  await to.deleteFrom('facts').where('name', 'in', [FACTS.identity, FACTS.clock, FACTS.missing]).execute();
  const there = new Map<keyof Tables, Sum>();
  for (const table of TABLES) {
    const of = await countRows(from, table);
    // Summed up on the way: the server ends a transaction that waits for long.
    const sum = makeSum();
    for await (const rows of readBatches(from, table)) {
      await insertRows(to, table, rows);
      sum.add(rows);
      progress(table, sum.end().rows, of);
    }
    if (of === 0) progress(table, 0, 0);
    there.set(table, sum.end());
  }
  for (const table of NUMBERED) {
    const last = sql`(select coalesce(max(id), 0) + 1 from ${sql.table(table)})`;
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${last}, false)`.execute(to);
  }
  const moved: MovedTable[] = [];
  for (const table of TABLES) {
    const sum = makeSum();
    for await (const rows of readBatches(to, table)) sum.add(rows);
    const here = sum.end();
    const { rows, checksum } = there.get(table) ?? NOTHING;
    if (here.rows !== rows || here.checksum !== checksum) {
      throw new StoreError(
        'failed',
        `The table ${table} did not arrive whole in ${address} (${here.rows} of ${rows} rows, or other contents). Nothing was moved; please report it.`,
      );
    }
    moved.push({ table, ...here });
  }
  return moved;
}

async function countRows(db: Kysely<Tables>, table: keyof Tables): Promise<number> {
  const query = db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('count'));
  const counted = table === 'facts' ? query.where(sql<boolean>`name not in (${sql.join([...OWN_FACTS])})`) : query;
  return Number((await counted.executeTakeFirstOrThrow()).count);
}

/** All rows of a table in the order of their keys, so many at once. */
async function* readBatches(db: Kysely<Tables>, table: keyof Tables): AsyncGenerator<Row[]> {
  const keys = KEYS[table];
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  const keyOf = (row: Row) => sql.join(keys.map((key) => sql`${row[key]}`));
  for (let last: Row | null = null; ; ) {
    const beyond: RawBuilder<unknown> = last === null ? sql`true` : sql`(${columns}) > (${keyOf(last)})`;
    const kept = table === 'facts' ? sql`name not in (${sql.join([...OWN_FACTS])})` : sql`true`;
    const read = sql<Row>`select * from ${sql.table(table)} where ${kept} and ${beyond} order by ${columns} limit ${sql.lit(ROWS_AT_ONCE)}`;
    const { rows }: { rows: Row[] } = await read.execute(db);
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1) ?? null;
  }
}

async function insertRows(db: Kysely<Tables>, table: keyof Tables, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}`.execute(
    db,
  );
}

/** How much a table holds: its rows, and a sum over their contents by their columns' names, in the order of their keys. */
type Sum = Omit<MovedTable, 'table'>;

const NOTHING: Sum = { rows: 0, checksum: '' };

function makeSum(): { add(rows: readonly Row[]): void; end(): Sum } {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add(rows) {
      count += rows.length;
      for (const row of rows) {
        const fields = Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1));
        // PostgreSQL cannot hold U+0000: `watch-pool.ts` replaces it.
        hash.update(`${JSON.stringify(fields).replaceAll('\\u0000', '\ufffd')}\n`);
      }
    },
    end: () => ({ rows: count, checksum: hash.copy().digest('hex').slice(0, 16) }),
  };
}
