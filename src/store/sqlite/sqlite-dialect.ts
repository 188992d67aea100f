import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import type { Machine } from '../../time/machine.ts';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from '../load-kysely.ts';
import { FACTS } from '../registry/keep-facts.ts';
import { StoreError } from '../store-error.ts';
import type { TroubleWatch } from '../watch-trouble.ts';
import { closedError, explainSqliteError } from './explain-sqlite-error.ts';

/** Most statements kept prepared; a running bot has about fifty, the rest are bulk inserts of odd sizes. */
const MAX_STATEMENTS = 200;

/**
 * The pauses, in milliseconds, between tries at a lock that another program holds: 1.5 s in all, so that a command can
 * say in time for Discord that nothing was changed.
 */
const LOCK_PAUSES_MS = [20, 40, 80, 160, 200, 200, 200, 200, 200, 200];

/** The way into the database, which may be shut for good while it is open. */
export type Gate = {
  /** True once the files are no longer those of the state: every later call is rejected. */
  isShut: boolean;
  /** Called with a sentence when the state is no longer this process's to write. */
  lost(why: string): void;
};

/** The database under the dialect, and what the dialect needs beside it. */
export type DialectParts = {
  readonly database: DatabaseSync;
  readonly path: string;
  readonly machine: Pick<Machine, 'sleep'>;
  readonly trouble: TroubleWatch;
  readonly gate: Gate;
  /** The token of this process as the owner of the state; another one in the database ends its writes. */
  readonly owner: string;
};

/**
 * Kysely over one connection of node:sqlite. Kysely's own SQLite dialect begins deferred transactions, which fail half
 * way when another connection writes in between; this one begins immediate ones. Where another program holds the lock,
 * the wait is no wait of SQLite's, which would stop the event loop: other queries get their turn between the tries, and the write fails with `locked` after some 1.5 s. Takes over `database` and closes it. Every error is a
 * `StoreError`.
 */
export function sqliteDialect(parts: DialectParts): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => sqliteDriver(parts),
  };
}

/** Queries that write; alone they are transactions of their own. */
const WRITES: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

function sqliteDriver({ database, path, machine, trouble, gate, owner }: DialectParts): Driver {
  const enter = turnstile();
  let leave: () => void = () => {};
  const explain = (error: unknown): StoreError => {
    const explained = explainSqliteError(error, path);
    trouble.failed(explained);
    if (explained.trouble === 'owned') gate.lost(explained.message);
    return explained;
  };
  /** Does what needs the lock first of all. Without the lock others have their turn, and it is tried again. */
  const whenFree = async <T>(act: () => T): Promise<T> => {
    for (const pause of LOCK_PAUSES_MS) {
      try {
        return act();
      } catch (error) {
        if (explainSqliteError(error, path).trouble !== 'locked') throw explain(error);
      }
      leave();
      try {
        await machine.sleep(pause);
      } finally {
        leave = await enter();
      }
      if (gate.isShut) throw closedError(path);
    }
    try {
      return act();
    } catch (error) {
      throw explain(error);
    }
  };
  const run = (sql: string) => {
    try {
      database.exec(sql);
    } catch (error) {
      throw explain(error);
    }
  };
  const execute = makeExecute(database);
  const begin = makeBegin(database, path, owner);
  const inTransaction = <T>(act: () => T): T => {
    begin();
    try {
      const result = act();
      database.exec('commit');
      return result;
    } finally {
      if (database.isTransaction) database.exec('rollback');
    }
  };
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      if (!database.isOpen || !database.isTransaction) {
        if (!WRITES.has(query.query.kind)) return whenFree(() => execute<Row>(query));
        const result = await whenFree(() => inTransaction(() => execute<Row>(query)));
        trouble.worked();
        return result;
      }
      try {
        return execute(query);
      } catch (error) {
        throw explain(error);
      }
    },
    streamQuery() {
      throw new Error('This store reads whole results; streaming is not needed.');
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      leave = await enter();
      if (!gate.isShut) return connection;
      leave();
      throw closedError(path);
    },
    releaseConnection: async () => leave(),
    beginTransaction: () => whenFree(begin),
    async commitTransaction() {
      run('commit');
      trouble.worked();
    },
    // A full disk may have rolled back already: https://www.sqlite.org/lang_transaction.html
    rollbackTransaction: async () => (database.isTransaction ? run('rollback') : undefined),
    destroy: async () => {
      const done = await enter();
      if (database.isOpen) database.close();
      done();
    },
  };
}

/**
 * Begins a transaction that writes, if this process still owns the state. Otherwise another one has taken it over, and
 * nothing may be written any more. Throws `StoreError` (`owned`) then.
 */
function makeBegin(database: DatabaseSync, path: string, owner: string): () => void {
  let token: StatementSync | null = null;
  return () => {
    database.exec('begin immediate');
    token ??= database.prepare('select value from facts where name = ?');
    if (token.get(FACTS.owner)?.['value'] === owner) return;
    database.exec('rollback');
    throw new StoreError(
      'owned',
      `Another Datewatch has taken over the state ${path}. This one ends, so that nothing is posted twice.`,
    );
  };
}

/** Runs queries with statements that are kept prepared. */
function makeExecute(database: DatabaseSync) {
  const statements = new Map<string, { statement: StatementSync; reader: boolean }>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    statements.delete(sql);
    const statement = known?.statement ?? database.prepare(sql);
    const prepared = known ?? { statement, reader: statement.columns().length > 0 };
    statements.set(sql, prepared);
    if (statements.size > MAX_STATEMENTS) statements.delete(statements.keys().next().value ?? sql);
    return prepared;
  };
  return <Row>(query: CompiledQuery): QueryResult<Row> => {
    const { statement, reader } = prepare(query.sql);
    const parameters = query.parameters as readonly SQLInputValue[];
    if (reader) return { rows: statement.all(...parameters) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
  };
}

/** One at a time, in the order of arrival: no other query may run while a transaction awaits something. */
function turnstile(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const mine = Promise.withResolvers<void>();
    const before = last;
    last = mine.promise;
    await before;
    return mine.resolve;
  };
}
