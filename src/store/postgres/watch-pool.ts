import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { StoreError } from '../store-error.ts';
import type { TroubleWatch } from '../watch-trouble.ts';
import { closedError, endsConnection, explainPostgresError } from './explain-postgres-error.ts';

/** The way into the database, which may be shut for a while or for good. */
export type Gate = {
  /** Why every call is rejected at present; `null` while the way is open. */
  shut: StoreError | null;
  readonly address: string;
};

/** Commands that write; outside a transaction they are transactions of their own. */
const WRITES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE']);

/**
 * The pool as Kysely uses it, with every error turned into a `StoreError`. A connection that broke leaves the pool, which
 * makes new ones by itself.
 */
export function watchPool(pool: Pool, gate: Gate, trouble: TroubleWatch): PostgresPool {
  const explain = (error: unknown): StoreError => {
    const explained = explainPostgresError(error, gate.address);
    trouble.failed(explained);
    return explained;
  };
  return {
    async connect() {
      if (gate.shut !== null) throw gate.shut;
      if (pool.ending) throw closedError(gate.address);
      let client: PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        throw explain(error);
      }
      return watchClient(client, { explain, worked: trouble.worked, address: gate.address });
    },
    end: () => pool.end(),
  };
}

type Watching = { explain(error: unknown): StoreError; worked(): void; readonly address: string };

function watchClient(client: PoolClient, { explain, worked, address }: Watching): PostgresPoolClient {
  let inTransaction = false;
  let isBroken = false;
  const query = async <Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> => {
    try {
      const result = await client.query(text, values.map(withoutNul));
      const { command } = result;
      // A transaction that had failed before is rolled back by its own commit, and only the answer says so.
      if (text === 'commit' && command !== 'COMMIT') {
        throw new StoreError('failed', `The database ${address} took back a change instead of saving it.`);
      }
      if (command === 'COMMIT' || (!inTransaction && WRITES.has(command))) worked();
      if (command === 'START' || command === 'BEGIN') inTransaction = true;
      if (text === 'commit' || text === 'rollback') inTransaction = false;
      // Kysely's type names fewer commands than there are.
      return result as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      const explained = explain(error);
      isBroken ||= endsConnection(explained);
      throw explained;
    }
  };
  // Kysely asks for cursors only where results are streamed, which this store never does.
  return { query: query as PostgresPoolClient['query'], release: () => client.release(isBroken) };
}

/** PostgreSQL's texts hold every character but U+0000, which becomes the sign for what is no character. */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  return Array.isArray(value) ? value.map(withoutNul) : value;
}
