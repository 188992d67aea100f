import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { explainSqliteError } from './explain-sqlite-error.ts';
import { CompiledQuery as RawQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from './load-kysely.ts';

/** Most statements kept prepared; a running bot has about fifty, the rest are bulk inserts of odd sizes. */
const MAX_STATEMENTS = 200;

/**
 * Kysely over one connection of node:sqlite. Kysely's own SQLite dialect begins deferred transactions, which fail half
 * way when another connection writes in between; this one begins immediate ones. Takes over `database` and closes it.
 * Every error is a `StoreError`.
 */
export function sqliteDialect(database: DatabaseSync, path: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => sqliteDriver(database, path),
  };
}

function sqliteDriver(database: DatabaseSync, path: string): Driver {
  const enter = turnstile();
  const connection = sqliteConnection(database, path);
  const run = async (sql: string) => {
    await connection.executeQuery(RawQuery.raw(sql));
  };
  let leave: () => void = () => {};
  return {
    init: async () => {},
    acquireConnection: async () => {
      leave = await enter();
      return connection;
    },
    releaseConnection: async () => leave(),
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    // A full disk may have rolled back already: https://www.sqlite.org/lang_transaction.html
    rollbackTransaction: async () => (database.isTransaction ? run('rollback') : undefined),
    destroy: async () => {
      const done = await enter();
      if (database.isOpen) database.close();
      done();
    },
  };
}

function sqliteConnection(database: DatabaseSync, path: string): DatabaseConnection {
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

  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      try {
        const { statement, reader } = prepare(query.sql);
        const parameters = query.parameters as readonly SQLInputValue[];
        if (reader) return { rows: statement.all(...parameters) as Row[] };
        return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
      } catch (error) {
        throw explainSqliteError(error, path);
      }
    },
    streamQuery() {
      throw new Error('This store reads whole results; streaming is not needed.');
    },
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
