import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import { makeCommitTogether } from '../commit-together.ts';
import type { Dialect, Ledger, Tables, Transact } from '../describe-tables.ts';
import { Kysely, sql } from '../load-kysely.ts';
import { reportUnreadable } from '../read-rows.ts';
import { StoreError } from '../store-error.ts';
import { watchTrouble } from '../watch-trouble.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';
import { copyBeforeMigration, dropOldCopies } from './keep-copies.ts';
import { markState } from './mark-state.ts';
import { migrateDatabase } from './migrate-database.ts';
import { MIGRATIONS } from './migrations.ts';
import { type DialectParts, type Gate, sqliteDialect } from './sqlite-dialect.ts';
import type { Marks } from './watch-files.ts';

/** How long opening waits for another connection's lock. Nothing else runs yet that this could keep waiting. */
const OPENING_BUSY_MS = 5000;

/**
 * The settings that every connection must report after it is opened. FULL, because with NORMAL a power loss takes back
 * commits that were already confirmed: https://www.sqlite.org/pragma.html#pragma_synchronous
 */
const SETTINGS = [
  { name: 'journal_mode', wanted: 'wal', expected: 'wal' },
  { name: 'synchronous', wanted: 'full', expected: 2 },
  { name: 'foreign_keys', wanted: 'on', expected: 1 },
  // Deleted content is overwritten with zeros: who asks to be forgotten leaves nothing in the file.
  { name: 'secure_delete', wanted: 'on', expected: 1 },
] as const;

/**
 * Files up to this size are checked whole at every start, some 2 ms a megabyte. Of larger ones only the small tables
 * are: damage in the history is reported when its page is read.
 */
const WHOLE_CHECK_BYTES = 64 * 1024 * 1024;
const SMALL_TABLES = ['facts', 'subscriptions', 'guild_settings', 'standing'];

/** The first shape whose databases never held deleted content. */
const FIRST_OVERWRITTEN = 4;

/** SQLite's name for a database that lives and ends with its connection. */
export const IN_MEMORY = ':memory:';

/** The pauses while another program holds the lock, and where trouble is reported. */
export type SqliteOptions = {
  readonly machine: Pick<Machine, 'sleep' | 'now' | 'monotonic'>;
  readonly log?: Pick<Log, 'info' | 'error'> | undefined;
};

/** An open database, and what guards it. */
export type OpenedSqlite = {
  readonly ledger: Ledger;
  readonly versions: { readonly from: number; readonly to: number };
  readonly database: DatabaseSync;
  readonly marks: Marks;
  readonly gate: Gate;
  /** Resolves with a sentence when the state is no longer this process's to write. */
  readonly lost: Promise<string>;
};

/**
 * Opens, checks and migrates the database at `path`. Throws `StoreError`. The caller owns the file already: this takes
 * no lock of its own. Rows that cannot be read, and trouble that lasts, are reported to `log`.
 */
export function openSqlite(path: string, options: SqliteOptions): OpenedSqlite {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: OPENING_BUSY_MS });
    applySettings(database, path);
    // SQLite opens a read-only file without an error, and fails at the first write: so here is one, rolled back.
    database.exec('begin immediate; pragma user_version = 0; rollback');
    checkIntegrity(database, path);
    const versions = migrate(database, path, options);
    // What was deleted before deleted content was overwritten leaves the file once.
    if (versions.from > 0 && versions.from < FIRST_OVERWRITTEN) database.exec('vacuum');
    const folder = path === IN_MEMORY ? null : dirname(path);
    const marks = markState(database, folder, versions.from === 0, options.machine.now());
    // From here on SQLite's own wait would stop the event loop: `sqlite-dialect.ts` waits instead.
    database.exec('pragma busy_timeout = 0');
    const lost = Promise.withResolvers<string>();
    const gate: Gate = { isShut: false, lost: lost.resolve };
    return {
      ledger: ledgerOver({ database, path, gate, ...options }, marks),
      versions,
      database,
      marks,
      gate,
      lost: lost.promise,
    };
  } catch (error) {
    database?.close();
    throw explainSqliteError(error, path);
  }
}

/** Brings the database to the newest shape, with a copy of the older one beside it for a while. */
function migrate(database: DatabaseSync, path: string, { machine, log }: SqliteOptions): OpenedSqlite['versions'] {
  if (path === IN_MEMORY) return migrateDatabase(database, path);
  const now = machine.now();
  dropOldCopies(path, now);
  return migrateDatabase(database, path, MIGRATIONS, (from) => {
    const copy = copyBeforeMigration(database, path, from, now);
    log?.info({ copy }, 'The state was copied before it is brought to a newer shape; the copy is kept for 14 days.');
  });
}

function ledgerOver(
  { log, ...parts }: Pick<DialectParts, 'database' | 'path' | 'gate'> & SqliteOptions,
  { owner }: Marks,
): Ledger {
  const { database, gate } = parts;
  const trouble = watchTrouble(log, parts.machine);
  const unreadable = reportUnreadable(log);
  const db = new Kysely<Tables>({ dialect: sqliteDialect({ ...parts, trouble, owner }) });
  // Kysely's own `destroy` would make later calls fail with an error of its own.
  // One connection, and every transaction begins by taking the right to write: each is alone.
  const transact: Transact = (_, work) => db.transaction().execute(work);
  const { commitTogether, idle } = makeCommitTogether(transact);
  const close = async () => {
    await idle();
    // What a rescue has left open must not be closed.
    if (gate.isShut) return;
    await db.connection().execute(async () => (database.isOpen ? database.close() : undefined));
  };
  const wipe = () =>
    db.connection().execute(async () => {
      database.exec('pragma wal_checkpoint(truncate)');
      // To forget is worth more than the way back to an older version.
      if (parts.path !== IN_MEMORY) dropOldCopies(parts.path, 0, Number.NEGATIVE_INFINITY);
    });
  return {
    wipe,
    ...{ db, transact, commitTogether, close, trouble: trouble.current },
    ...{ unreadable: unreadable.report, unreadableRows: unreadable.rows },
    ...dialect,
  };
}

function applySettings(database: DatabaseSync, path: string): void {
  for (const { name, wanted, expected } of SETTINGS) {
    if (name === 'journal_mode' && path === IN_MEMORY) continue;
    database.exec(`pragma ${name} = ${wanted}`);
    const found = Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
    if (found !== expected) {
      throw new StoreError(
        'failed',
        `The database ${path} cannot be run safely: ${name} is ${found} and should be ${expected}. Put the state folder on a local disk or a named volume.`,
      );
    }
  }
}

/** Checks the database, so that damage shows now rather than at the hour of a reminder. */
function checkIntegrity(database: DatabaseSync, path: string): void {
  const size = pragma(database, 'page_count') * pragma(database, 'page_size');
  const tables = size <= WHOLE_CHECK_BYTES ? ['1'] : SMALL_TABLES.filter((table) => isThere(database, table));
  for (const table of tables) {
    const found = Object.values(database.prepare(`pragma quick_check(${table})`).get() ?? {})[0];
    if (found === 'ok') continue;
    throw new StoreError(
      'corrupt',
      `The database ${path} is damaged (${String(found).split('\n').at(-1)}). Put a backup in its place, or move it away to start empty.`,
    );
  }
}

/** False for a table that only a newer shape has: the check comes before the migration. */
function isThere(database: DatabaseSync, table: string): boolean {
  return database.prepare('select 1 from sqlite_schema where name = ?').get(table) !== undefined;
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]);
}

/** SQLite's spelling: lists arrive as one JSON parameter (https://www.sqlite.org/json1.html). */
const dialect: Dialect = {
  isOneOf: (column, values) =>
    sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  rowsOf: (columns, rows) => {
    const fields = columns.map((column) => sql`value ->> ${sql.lit(column)}`);
    // Without a `where`, SQLite reads a following `on conflict` as part of a join.
    return sql`select ${sql.join(fields)} from json_each(${JSON.stringify(rows)}) where true`;
  },
  // A transaction locks the whole database.
  locked: (query) => query,
  isOneOfFree: (column, query) => sql<boolean>`${sql.ref(column)} in ${query}`,
  // There is no other process, or this one's writes have ended.
  isHeld: async () => true,
};
