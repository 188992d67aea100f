import type { Kysely as Database } from 'kysely';
import type { ClientConfig } from 'pg';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import { makeCommitTogether } from '../commit-together.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { Kysely, PostgresDialect, sql } from '../load-kysely.ts';
import { reportUnreadable } from '../read-rows.ts';
import { StoreError } from '../store-error.ts';
import { watchTrouble } from '../watch-trouble.ts';
import { closedError, explainPostgresError, isClash } from './explain-postgres-error.ts';
import { Client, Pool, types } from './load-pg.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { makeTransact, postgresDialect } from './postgres-dialect.ts';
import { type Gate, watchPool } from './watch-pool.ts';

/** Most connections: one for the group of small writes, one for claims, one for larger writes, the rest for reading. */
const MOST_CONNECTIONS = 8;

/** Limits in milliseconds, so that a network that swallows everything is noticed. */
const CONNECT_MS = 10_000;
const QUERY_MS = 30_000;
/** A process that hangs in a transaction frees its locks before its leases end, so that others can take its work over. */
const IDLE_IN_TRANSACTION_MS = 2_500;

/** The oldest version that its makers still mend: https://www.postgresql.org/support/versioning/ */
const OLDEST_VERSION = 140_000;

/** PostgreSQL's number for `bigint`: https://www.postgresql.org/docs/current/catalog-pg-type.html */
const BIGINT = 20;

/**
 * The settings of each session, whatever the server's own settings are: commits are answered once they are on its disk,
 * and of a peer that is gone without a word the server learns in some 15 s.
 */
export const SESSION = `
set synchronous_commit = on;
set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};
set tcp_keepalives_idle = 5;
set tcp_keepalives_interval = 3;
set tcp_keepalives_count = 3;
set timezone = 'UTC';
`;

/** Where the database is, the pauses before what is done again, and where trouble is reported. */
export type PostgresOptions = {
  readonly url: string;
  readonly machine: Pick<Machine, 'sleep' | 'monotonic'>;
  readonly log?: Pick<Log, 'info' | 'error'> | undefined;
};

/** An open database. */
export type OpenedPostgres = {
  readonly ledger: Ledger;
  readonly versions: { readonly from: number; readonly to: number };
  readonly gate: Gate;
  /** A connection beside the pool's, not connected yet. It gives up after `patienceMs`, where that is given. */
  makeClient(patienceMs?: number): InstanceType<typeof Client>;
};

/**
 * Opens, checks and migrates the database at `url`. Throws `StoreError`. Takes no lock. Rows that cannot be read, and
 * trouble that lasts, are reported to `log`.
 */
export async function openPostgres({ url, machine, log }: PostgresOptions): Promise<OpenedPostgres> {
  const gate: Gate = { shut: null, address: describeAddress(url) };
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'datewatch',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    types: {
      // Every number here is one that JavaScript holds exactly.
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === BIGINT ? Number : types.getTypeParser(type, format),
    },
  };
  const makeClient = (patienceMs?: number) =>
    new Client(
      patienceMs === undefined ? config : { ...config, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs },
    );
  const pool = new Pool({
    ...config,
    max: MOST_CONNECTIONS,
    onConnect: async (client) => {
      await client.query(SESSION);
    },
  });
  // Without listeners the loss of a connection would end the process. What was under way on it is rejected.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const trouble = watchTrouble(log, machine);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: watchPool(pool, gate, trouble) }) });
  try {
    await checkServer(db, gate.address, log);
    const versions = await migratePostgres(db, gate.address);
    return { versions, gate, makeClient, ledger: ledgerOver({ db, pool, gate, machine, log, trouble }) };
  } catch (error) {
    await pool.end();
    throw explainPostgresError(error, gate.address);
  }
}

type LedgerParts = Pick<PostgresOptions, 'machine' | 'log'> & {
  readonly db: Database<Tables>;
  readonly pool: InstanceType<typeof Pool>;
  readonly gate: Gate;
  readonly trouble: ReturnType<typeof watchTrouble>;
};

function ledgerOver({ db, pool, gate, machine, log, trouble }: LedgerParts): Ledger {
  const unreadable = reportUnreadable(log);
  const transact = makeTransact(db, machine);
  const { commitTogether, idle } = makeCommitTogether(transact, isClash);
  let closing: Promise<void> | null = null;
  const close = async () => {
    await idle();
    // It waits for what is under way on its connections.
    await pool.end();
    gate.shut ??= closedError(gate.address);
  };
  return {
    ...{ db, transact, commitTogether, trouble: trouble.current },
    ...{ unreadable: unreadable.report, unreadableRows: unreadable.rows },
    close() {
      closing ??= close();
      return closing;
    },
    async wipe() {
      // The space of deleted rows is free for others from here on; backups and archived logs are the operator's.
      await sql.raw('vacuum posts, moments, subscriptions, guild_settings, standing, facts').execute(db);
    },
    ...postgresDialect,
  };
}

type Server = {
  readonly version: number;
  readonly encoding: string;
  readonly standby: boolean;
  readonly fsync: string;
};

async function checkServer(db: Database<Tables>, address: string, log: PostgresOptions['log']): Promise<void> {
  const { rows } = await sql<Server>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as standby, current_setting('fsync') as fsync`.execute(db);
  const [server] = rows;
  if (server === undefined) return;
  if (server.version < OLDEST_VERSION) {
    const version = Math.floor(server.version / 10_000);
    throw new StoreError(
      'failed',
      `The database ${address} is PostgreSQL ${version}. Datewatch needs ${OLDEST_VERSION / 10_000} or newer.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new StoreError(
      'failed',
      `The database ${address} holds text as ${server.encoding}. Create one with \`createdb --encoding UTF8 --template template0\`.`,
    );
  }
  if (server.standby) {
    throw explainPostgresError(Object.assign(new Error('a standby'), { code: '25006' }), address);
  }
  if (server.fsync === 'off') {
    log?.error(
      {},
      `The database ${address} runs with fsync off: a loss of power may take back what was saved, or damage it.`,
    );
  }
}

/** An address of PostgreSQL as it may be shown: without its password and without what else stands behind the `?`. */
function describeAddress(url: string): string {
  if (!URL.canParse(url)) return 'postgres://…';
  const { username, host, pathname } = new URL(url);
  return `postgres://${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
