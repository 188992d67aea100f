import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { sql } from '../../../src/store/load-kysely.ts';
import { storeOutbox } from '../../../src/store/outbox/store-outbox.ts';
import { type OpenedPostgres, openPostgres } from '../../../src/store/postgres/open-postgres.ts';
import { storeRegistry } from '../../../src/store/registry/store-registry.ts';
import { realMachine } from '../../../src/time/machine.ts';
import type { OpenFixture } from '../../store/exercise-outbox.ts';

const SERVER = fileURLToPath(new URL('serve-postgres.ts', import.meta.url));

/** How long a server may take to start on a busy machine. */
const LONGEST_START_MS = 120_000;

/**
 * The address of this test run's PostgreSQL, without a database's name. Whichever test needs it first starts it; it ends
 * with the run.
 */
export function postgresServer(): Promise<string> {
  return serveFrom(join(tmpdir(), `datewatch-postgres-${process.ppid}`), process.ppid);
}

/** A server of this test's own, which may be restarted under those who use it; it ends with this process. */
export async function ownServer(): Promise<{ readonly url: string; restart(): Promise<void>; stop(): void }> {
  const folder = join(tmpdir(), `datewatch-postgres-own-${process.pid}-${randomUUID()}`);
  const url = await serveFrom(folder, process.pid);
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  let restarts = 0;
  return {
    url,
    async restart() {
      restarts += 1;
      process.kill(pid, 'SIGUSR2');
      await appears(join(folder, 'restarts'), (text) => Number(text) >= restarts);
    },
    stop: () => void process.kill(pid, 'SIGTERM'),
  };
}

async function serveFrom(folder: string, watched: number): Promise<string> {
  const isFirst = mkdirSync(folder, { recursive: true }) !== undefined;
  if (isFirst) {
    // With nothing of ours open in it, since it may outlive this process.
    const log = openSync(join(folder, 'log'), 'w');
    spawn(process.execPath, [SERVER, folder, String(watched)], {
      stdio: ['ignore', log, log],
      detached: true,
    }).unref();
    closeSync(log);
  }
  return appears(join(folder, 'url'), () => true);
}

/** Resolves with the text of a file once it is there and is as it should be. */
async function appears(path: string, isGood: (text: string) => boolean): Promise<string> {
  const machine = realMachine();
  for (const end = machine.monotonic() + LONGEST_START_MS; machine.monotonic() < end; await machine.sleep(50)) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (text !== '' && isGood(text)) return text;
  }
  throw new Error(`PostgreSQL did not write ${path}: ${readFileSync(join(path, '..', 'log'), 'utf8')}`);
}

/** A database of its own. `template` is one in today's shape; `template0` is empty. */
export async function makeDatabase(
  template = 'datewatch_template',
  at: string | null = null,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = at ?? (await postgresServer());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name} template ${template}`);
  return {
    url: `${server}/${name}`,
    drop: async () => {
      await ask(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Asks the server's own database, or the one named in `address`. */
export async function ask<Row extends object>(address: string, query: string): Promise<Row[]> {
  const isServer = new URL(address).pathname.length < 2;
  const client = new Client({ connectionString: isServer ? `${address}/postgres` : address });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

/** Every table of ours, in an order in which they can be emptied. */
const TABLES = ['moments', 'posts', 'subscriptions', 'guild_settings', 'standing', 'facts', 'list_changes'];

/**
 * PostgreSQL, with two workers that have nothing in common but the database: one for all tests of a file, emptied before
 * each, because making one takes longer than most tests.
 */
export function usePostgres(): OpenFixture {
  const machine = realMachine();
  let opened: { mine: OpenedPostgres; other: OpenedPostgres; drop: () => Promise<void> } | null = null;
  beforeAll(async () => {
    const { url, drop } = await makeDatabase();
    opened = { mine: await openPostgres({ url, machine }), other: await openPostgres({ url, machine }), drop };
  });
  afterAll(async () => {
    await opened?.mine.ledger.close();
    await opened?.other.ledger.close();
    await opened?.drop();
  });
  return async (sleep) => {
    if (opened === null) throw new Error('The database is there inside tests only.');
    const { mine, other } = opened;
    await sql.raw(TABLES.map((table) => `delete from ${table};`).join(' ')).execute(mine.ledger.db);
    return {
      outbox: storeOutbox(mine.ledger, { sleep }),
      rival: storeOutbox(other.ledger, { sleep }),
      registry: storeRegistry(mine.ledger),
      rivalRegistry: storeRegistry(other.ledger),
      close: async () => undefined,
    };
  };
}
