import type { Emulator } from '../../emulator/emulator.ts';
import type { Secret } from '../../src/config/secret.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { idOnShard } from '../build/postgres/run-fleet.ts';

/** A server with one channel, on one of the shards. */
export type Place = { readonly guild: string; readonly channel: string; readonly shard: number };

/** World time of the first burst; one comes each minute of the world after that, to every channel. */
export const FIRST_BURST = Date.UTC(2026, 4, 4, 12);
export const BURST_EVERY_MS = 60_000;
/** Long, so that a backlog on a busy machine is late and never overtaken by its date. */
const LEAD_MINUTES = 600;

/** So many servers, shared out over the shards. */
export function makePlaces(count: number, shards: number): Place[] {
  return Array.from({ length: count }, (_, at) => {
    const shard = at % shards;
    const more = 2n * BigInt(Math.floor(at / shards) + 1);
    return { shard, guild: idOnShard(shard, shards, more), channel: idOnShard(shard, shards, more + 1n) };
  });
}

/** The servers for the emulator's world. */
export function seedOf(places: readonly Place[]) {
  return places.map(({ guild, channel }, at) => ({
    id: guild,
    name: `Desk ${at}`,
    channels: [{ id: channel, name: 'dates' }],
  }));
}

/** A list with a date for each burst. */
export function listOfBursts(count: number): string {
  const events = Array.from({ length: count }, (_, at) => {
    const closes = new Date(FIRST_BURST + LEAD_MINUTES * 60_000 + at * BURST_EVERY_MS);
    return `  - id: filing-${at}
    title: ${titleOf(at)}
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: ${closes.toISOString().slice(0, 16).replace('T', ' ')} } }]
`;
  });
  return `covers: Many dates\nzone: UTC\nsources:\n  office: { name: Office }\nevents:\n${events.join('')}`;
}

function titleOf(burst: number): string {
  return `Filing no. ${String(burst).padStart(4, '0')}`;
}

/** Writes a state in which every channel has been subscribed for a day, and the program ran until a minute before. */
export async function seedServers(folder: string, database: Secret, places: readonly Place[]): Promise<void> {
  const store = await openStore({ folder, database, clock: 'simulated', machine: realMachine() });
  const { outbox, registry } = store;
  for (const { guild, channel } of places) {
    await registry.putSubscription({
      owner: ofGuild(guild),
      channel,
      filter: { topics: null, kinds: null },
      leads: [{ unit: 'minutes', count: LEAD_MINUTES }],
      role: null,
      pingFor: ['confirmed'],
      since: FIRST_BURST - 86_400_000,
      madeBy: 'command',
      paused: null,
    });
  }
  const settledChannels = (await registry.subscriptions()).map(({ channel, version }) => ({ channel, version }));
  const watermark = FIRST_BURST - 60_000;
  await outbox.reserve({ posts: [], skipped: [], watermark, settledChannels, settledList: null });
  await store.close();
}

/** Which channel has got which burst's reminder how often, by the messages as they come. */
export function countReminders(emulator: Emulator, places: readonly Place[], bursts: number) {
  const indexOf = new Map(places.map(({ channel }, at) => [channel, at]));
  const counts = new Uint8Array(places.length * bursts);
  emulator.on('message', (message) => {
    const at = indexOf.get(message.channelId);
    // An answer to a command names dates too, and has no nonce.
    if (at === undefined || message.nonce === undefined) return;
    const named = JSON.stringify([message.content, message.embeds]).match(/Filing no\. \d{4}/g) ?? [];
    for (const title of new Set(named)) {
      const burst = Number(title.slice(-4));
      counts[burst * places.length + at] = (counts[burst * places.length + at] ?? 0) + 1;
    }
  });
  return {
    /** Of the first so many bursts: reminders that did not come, and those that came more than once. */
    judge(first: number): { readonly lost: number; readonly doubled: number; readonly all: number } {
      const due = counts.subarray(0, first * places.length);
      const lost = due.filter((count) => count === 0).length;
      return { lost, doubled: due.filter((count) => count > 1).length, all: due.length };
    },
  };
}
