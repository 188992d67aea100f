import type { Counting, Emulator } from '../emulator/emulator.ts';
import { startEmulator } from '../emulator/start-emulator.ts';
import type { Machine } from '../src/time/machine.ts';

/** How long the emulated Discord takes for every answer. */
export const ANSWER_MS = 100;
/** What it allows a second. */
export const PER_SECOND = 50;
const CHANNELS_PER_GUILD = 50;
/** A channel of a server of its own that takes no part in the burst: what people change meanwhile is its subscription. */
export const ASIDE_CHANNEL = '1429999999999999999';
const ASIDE_GUILD = {
  id: '1428999999999999999',
  name: 'Aside',
  members: [{ username: 'owner-aside', owner: true }],
  channels: [{ id: ASIDE_CHANNEL, name: 'dates' }],
};

/** An emulated Discord with Discord's limits, so many channels and one aside, whose world runs `offsetMs` ahead of the machine. */
export function openServers(options: {
  readonly machine: Machine;
  readonly channels: number;
  readonly counting: Counting;
  readonly offsetMs: number;
}): Promise<Emulator> {
  const { machine, channels, counting, offsetMs } = options;
  const begun = machine.now() - machine.monotonic();
  // The clock as it ships has whole milliseconds.
  const machineNow = () => begun + machine.monotonic();
  const guilds = Array.from({ length: Math.ceil(channels / CHANNELS_PER_GUILD) }, (_, guild) => ({
    id: guildId(guild * CHANNELS_PER_GUILD),
    name: `Server ${guild}`,
    members: [{ username: `owner-${guild}`, owner: true }],
    channels: Array.from({ length: Math.min(CHANNELS_PER_GUILD, channels - guild * CHANNELS_PER_GUILD) }, (_, at) => ({
      id: channelId(guild * CHANNELS_PER_GUILD + at),
      name: `dates-${at}`,
    })),
  }));
  return startEmulator({
    latencyMs: ANSWER_MS,
    globalLimit: { perSecond: PER_SECOND, counting },
    now: () => Math.floor(machineNow() + offsetMs),
    machineNow,
    world: { guilds: [...guilds, ASIDE_GUILD] },
  });
}

/** The server of the channel of that number. */
export function guildId(channel: number): string {
  return `1428${String(Math.floor(channel / CHANNELS_PER_GUILD)).padStart(14, '0')}`;
}

export function channelId(channel: number): string {
  return `1429${String(channel).padStart(14, '0')}`;
}

/** What Discord saw of a burst. Times are ms after the instant at which all of it was due. */
export type Burst = {
  /** When the first and the last message came to be. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Requests that count towards the global limit, in the fullest sliding second. */
  readonly mostInSecond: number;
  /** Requests refused with 429. */
  readonly limited: number;
  /** Messages beyond one a channel. */
  readonly doubled: number;
};

/** Resolves with it when `expected` channels have their message and a second has passed for what comes double. */
export async function watchBurst(
  emulator: Emulator,
  machine: Machine,
  options: { readonly dueMs: number; readonly expected: number },
): Promise<Burst> {
  const { dueMs, expected } = options;
  const patience = dueMs - machine.now() + (expected / PER_SECOND) * 8_000 + 60_000;
  const creates = (record: { route: string; accepted: boolean }) =>
    record.accepted && record.route === 'POST /channels/:channel/messages';
  // On a busy machine the first may have come before anybody watches.
  let made = emulator.requests.filter(creates).length;
  const off = emulator.on('request', (record) => {
    if (creates(record)) made += 1;
  });
  await emulator.until(`${expected} messages`, () => made >= expected, patience).finally(off);
  await machine.sleep(1_000);
  const since = emulator.requests
    .map((record) => ({ ...record, countedMs: record.atMs + record.tookMs - dueMs }))
    .filter(
      ({ countedMs, route }) =>
        countedMs > -1_000 && !route.includes('/interactions/') && !route.includes('/webhooks/'),
    );
  const messages = since.filter(creates).map(({ countedMs }) => countedMs);
  const homes = new Set(since.filter(creates).map(({ path }) => path));
  return {
    firstMs: Math.min(...messages),
    lastMs: Math.max(...messages),
    mostInSecond: mostWithin(since.map(({ countedMs }) => countedMs)),
    limited: since.filter(({ status }) => status === 429).length,
    doubled: messages.length - homes.size,
  };
}

/** The most instants in any stretch of a second. */
function mostWithin(instants: readonly number[]): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let [first, most] = [0, 0];
  for (const [at, instant] of sorted.entries()) {
    while ((sorted[first] ?? instant) <= instant - 1_000) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
}
