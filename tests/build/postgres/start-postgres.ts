import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { realMachine } from '../../../src/time/machine.ts';

const SERVER = fileURLToPath(new URL('serve-postgres.ts', import.meta.url));
/** How long a server may take to start on a busy machine. */
const LONGEST_START_MS = 120_000;

/** A real PostgreSQL of this process alone, for scripts; it ends with `stop`, or with the process. */
export type OwnPostgres = {
  /** Makes an empty database and returns its address. */
  makeDatabase(): Promise<string>;
  stop(): Promise<void>;
};

/** Starts one. */
export async function startPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-postgres-'));
  // PostgreSQL runs as another user where this one is root.
  await chmod(folder, 0o755);
  const server = spawn(process.execPath, [SERVER, folder, String(process.pid)], { stdio: 'ignore' });
  const machine = realMachine();
  const named = join(folder, 'url');
  for (const end = machine.monotonic() + LONGEST_START_MS; !existsSync(named); await machine.sleep(50)) {
    if (server.exitCode !== null || machine.monotonic() > end) throw new Error(`No PostgreSQL started in ${folder}.`);
  }
  const url = readFileSync(named, 'utf8');
  return {
    async makeDatabase() {
      const name = `own_${randomUUID().replaceAll('-', '')}`;
      const client = new Client({ connectionString: `${url}/postgres` });
      await client.connect();
      await client.query(`create database ${name} template template0`);
      await client.end();
      return `${url}/${name}`;
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}
