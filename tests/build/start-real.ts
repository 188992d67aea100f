import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { ChannelSeed, GuildSeed } from '../../emulator/world/world.ts';
import { type Running, startDatewatch } from '../../src/app/start/start-datewatch.ts';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { makeSecret } from '../../src/config/secret.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { realMachine } from '../../src/time/machine.ts';
import { realWorld } from '../../src/time/real-world.ts';
import { leads } from './build-subscriptions.ts';
import { SUBSCRIPTION } from './start-world.ts';

/** A window that closes at noon of 4 May 2026, UTC. */
const LIST = `covers: Made up for a test
zone: UTC
sources:
  office: { name: Port office }
events:
  - id: permits
    title: Port permits
    phrase: the window for port permits
    kind: filing
    certainty: confirmed
    claims:
      - { source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:00 } }
`;

/** The real program in the real world, on a machine whose clock is set by the test; Discord's clock goes with it, and is right. */
export type RealRun = {
  readonly emulator: Emulator;
  /** Channel ids, server by server. */
  readonly channels: readonly string[];
  readonly seeds: readonly (GuildSeed & { readonly id: string })[];
  running(): Running;
  /** Sets both clocks, the machine's as far ahead as it is: the time of day goes on, the monotonic clock does not. */
  setClock(then: string): void;
  /** Sets how far the machine's clock is ahead of Discord's, ms; 0 at first, unless the options say otherwise. */
  setAhead(ms: number): void;
  /** Ends the program and starts it again over the same state. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** What stands in a channel. */
  lines(channel: string): string[];
  /** What was logged as a warning or worse. */
  warnings(): string[];
  /** The folder of the state. */
  readonly state: string;
  /** Why the channel's subscription is paused. */
  paused(channel: string): Promise<string | null | undefined>;
  close(): Promise<void>;
};

/** Starts it at an instant with so many servers of so many channels, each subscribed with the leads 3h 2h 1h. */
export async function startReal(options: {
  at: string;
  servers?: number;
  channels?: number;
  kind?: ChannelSeed;
  aheadMs?: number;
  config?: Partial<Config>;
  subscription?: Partial<Config['subscriptions'][number]>;
}): Promise<RealRun> {
  const real = realMachine();
  let offset = Date.parse(options.at) - real.now();
  let ahead = options.aheadMs ?? 0;
  const discordNow = () => real.now() + offset;
  const machine = { ...real, now: () => discordNow() + ahead };
  const warnings: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-real-'));
  await writeFile(join(folder, 'list.yaml'), LIST);
  const seeds = Array.from({ length: options.servers ?? 1 }, (_, server) => ({
    id: `14280000000000000${String(server).padStart(2, '0')}`,
    name: `Desk ${server}`,
    channels: Array.from({ length: options.channels ?? 1 }, (__, index) => ({
      ...options.kind,
      id: `1428000000000${String(server).padStart(3, '0')}${String(index).padStart(3, '0')}`,
      name: `dates-${index}`,
    })),
    members: [
      { id: `142800000000000${String(server).padStart(2, '0')}31`, username: `manager-${server}`, owner: true },
    ],
  }));
  const emulator = await startEmulator({
    now: discordNow,
    dateHeader: () => new Date(discordNow()),
    channelLimit: 'off',
    interactionDeadlineMs: 60_000,
    world: { guilds: seeds },
  });
  const base = await readConfig({ DATEWATCH_STATE: join(folder, 'state') }, process.cwd());
  if (!('config' in base)) throw new Error(JSON.stringify(base.problems));
  const subscriptions = seeds.flatMap(({ id, channels }) =>
    channels.map((channel) => ({
      ...SUBSCRIPTION,
      owner: ofGuild(id),
      channel: channel.id,
      leads: leads('3h 2h 1h'),
      ...options.subscription,
    })),
  );
  const config = {
    ...base.config,
    apiUrl: emulator.apiUrl,
    apiIsLocal: true,
    dataFolder: folder,
    defaults: { ...base.config.defaults, zone: 'UTC' },
    subscriptions,
    ...options.config,
  };
  const log = pino(
    { level: process.env['LOG_LEVEL'] ?? 'warn' },
    { write: (line: string) => void warnings.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const begin = () => {
    const world = realWorld(machine);
    return startDatewatch({
      config,
      token: makeSecret(emulator.token),
      world,
      // As `runStart` makes it.
      machine: { ...machine, now: world.now },
      log,
      replay: false,
      until: null,
    });
  };
  let running = await begin();
  return {
    emulator,
    channels: subscriptions.map(({ channel }) => channel),
    seeds,
    running: () => running,
    setClock(then) {
      offset = Date.parse(then) - real.now();
    },
    setAhead(ms) {
      ahead = ms;
    },
    async restart() {
      await running.stop();
      running = await begin();
    },
    stop: () => running.stop(),
    async start() {
      running = await begin();
    },
    lines: (channel) => emulator.messages(channel).map(({ content }) => content),
    warnings: () => [...warnings],
    state: config.stateFolder,
    paused: async (channel) => (await running.context.registry.subscription(channel))?.paused,
    async close() {
      await running.stop();
      await emulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
