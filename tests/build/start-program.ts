import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { makeSecret } from '../../src/config/secret.ts';
import type { MomentRow, PostRow } from '../../src/outbox/outbox.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { builtProgram } from './built-program.ts';
import { FILING_LIST } from './list-texts.ts';
import { seedState } from './seed-state.ts';

const GUILD = '1428000000000000001';
/** When a reminder falls due in every channel: a quarter of an hour before the event closes. */
export const DUE = Date.UTC(2026, 4, 4, 12);

/** The program as its users start it, as a process of its own. */
export type Program = {
  /** Ends with its exit code and what it wrote to standard output and standard error. */
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  signal(signal: NodeJS.Signals): void;
};

/** Discord on loopback, so many channels that have long been subscribed, and a folder for one program after the other. */
export type Programs = {
  readonly emulator: Emulator;
  readonly channels: readonly string[];
  /** The folder of the state. */
  readonly state: string;
  /** Starts the program in a world that stands at `world` then, with `more` in its environment. */
  start(world: number, more?: Readonly<Record<string, string>>): Program;
  /** What stands in the state while no program runs. */
  ledger(): Promise<{ readonly posts: readonly PostRow[]; readonly moments: readonly MomentRow[] }>;
  /** How many messages Discord was asked to create. */
  creates(): number;
  close(): Promise<void>;
};

/** `database` is the address of PostgreSQL; left out, the state is SQLite's in the folder. */
export async function openPrograms(
  count: number,
  { database: address, ...options }: Omit<EmulatorOptions, 'world'> & { readonly database?: string } = {},
): Promise<Programs> {
  const database = address === undefined ? null : makeSecret(address);
  const channels = Array.from({ length: count }, (_, index) => `14280000000000001${String(index).padStart(2, '0')}`);
  const seed = { id: GUILD, name: 'Desk', channels: channels.map((id) => ({ id, name: `dates-${id}` })) };
  const emulator = await startEmulator({ ...options, world: { guilds: [seed] } });
  const home = await mkdtemp(join(tmpdir(), 'datewatch-programs-'));
  const [data, settings, state] = [join(home, 'data'), join(home, 'settings.yaml'), join(home, 'var')];
  await mkdir(data);
  await writeFile(join(data, 'made.yaml'), FILING_LIST);
  const subscriptions = channels.map((id) => `  - { server: "${GUILD}", channel: "${id}", leads: [15m] }\n`);
  await writeFile(settings, `zone: UTC\nsubscriptions:\n${subscriptions.join('')}`);
  await seedState(state, { guild: GUILD, channels, due: DUE, database });
  const living = new Set<Program>();
  return {
    emulator,
    channels,
    state,
    start(world, more = {}) {
      const child = spawn(process.execPath, [builtProgram(), 'start'], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'] ?? '',
          DISCORD_TOKEN: emulator.token,
          DISCORD_API_URL: emulator.apiUrl,
          DATEWATCH_DATA: data,
          DATEWATCH_CONFIG: settings,
          DATEWATCH_STATE: state,
          DATEWATCH_NOW: new Date(world).toISOString(),
          ...(address === undefined ? {} : { DATABASE_URL: address }),
          ...more,
        },
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      const ended = once(child, 'close').then(([code]) => {
        living.delete(program);
        return { code: code as number | null, out, err };
      });
      const program: Program = {
        ended,
        signal: (signal) => void child.kill(signal),
      };
      living.add(program);
      return program;
    },
    async ledger() {
      const store = await openStore({ folder: state, database, clock: 'simulated', machine: realMachine() });
      const found = await Promise.all(channels.map((channel) => store.outbox.posts({ channel, limit: 10 })));
      const moments = await store.outbox.moments({ channels: null, events: null });
      await store.close();
      return { posts: found.flat(), moments };
    },
    creates: () => emulator.requests.filter(({ route }) => route === CREATE).length,
    async close() {
      const last = [...living];
      for (const program of last) program.signal('SIGKILL');
      await Promise.all(last.map(({ ended }) => ended));
      await emulator.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The route of a message's create in the emulator's log. */
export const CREATE = 'POST /channels/:channel/messages';
