import { rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseLead } from '../src/model/lead.ts';
import { ofGuild } from '../src/model/subscription.ts';
import { steppedWorld } from '../src/time/world.ts';
import { openFilledState } from './fill-state.ts';
import { dueEvent, dueList } from './make-due-list.ts';
import { movedMachine } from './moved-machine.ts';
import { startBenchEngine } from './start-bench-engine.ts';

/**
 * One moment that is due in so many channels at once, in a process of its own: how long the tick takes that writes all of it
 * into the outbox, what memory that needs, and how fast it then goes out to a Discord that answers at once and allows so many
 * messages a second. Arguments: folder, channels, address of PostgreSQL or '', messages to send, messages allowed a second.
 * Prints one line of JSON.
 */

/** The figures of one run. */
export type FanOut = {
  readonly tickMs: number;
  /** The longest stretch for which nothing else could run meanwhile. */
  readonly stallMs: number;
  /** Memory (RSS) before the tick, and at most while it ran. */
  readonly beforeMb: number;
  readonly mostMb: number;
  readonly sentMs: number;
};

const START = Date.UTC(2026, 4, 4, 12);
const [folder = '', channels = '', url = '', messages = '', allowed = ''] = process.argv.slice(2);
const machine = movedMachine();
const list = dueList(START, 1);
const { due } = dueEvent(START, 0);
const at = parseLead('at');
if (at === null) throw new Error('The lead "at" is not known.');
const world = steppedWorld(START);
const store = await openFilledState({
  folder,
  database: url === '' ? null : { reveal: () => url },
  machine,
  subscriptions: Array.from({ length: Number(channels) }, (_, index) => ({
    owner: ofGuild(`1428${String(Math.floor(index / 50)).padStart(15, '0')}`),
    channel: `1429${String(index).padStart(15, '0')}`,
    filter: { topics: null, kinds: null },
    leads: [at],
    role: null,
    pingFor: ['confirmed'],
    since: START - 86_400_000,
    madeBy: 'command',
    paused: null,
  })),
  guilds: [],
  people: [],
});
let sent = 0;
let sentAt = 0;
const enough = Promise.withResolvers<void>();
// A budget lets the first request out a second after it was made; until the tick is measured it lets none.
const gate = Promise.withResolvers<void>();
const engine = await startBenchEngine(list, store, world, machine, {
  requestsPerSecond: Number(allowed),
  async send() {
    await gate.promise;
    sent += 1;
    if (sent === 1) sentAt = machine.monotonic();
    if (sent === Number(messages)) enough.resolve();
    return { kind: 'sent', message: String(sent) };
  },
});
await engine.ticker.tick();
globalThis.gc?.();

const megabytes = () => process.memoryUsage.rss() / 1e6;
const beforeMb = megabytes();
let mostMb = beforeMb;
const stalls = monitorEventLoopDelay({ resolution: 5 });
stalls.enable();
const stopWatching = machine.every(50, () => {
  mostMb = Math.max(mostMb, megabytes());
});
world.moveTo(due + 1);
const begun = machine.monotonic();
const end = await engine.ticker.tick();
const tickMs = machine.monotonic() - begun;
stalls.disable();
stopWatching();
const stallMs = stalls.max / 1e6;
if (end.kind !== 'ticked' || end.posts !== Number(channels))
  throw new Error(`Not all was due: ${JSON.stringify(end)}.`);

gate.resolve();
engine.delivery.wake();
await enough.promise;
const sentMs = machine.monotonic() - sentAt;
await engine.delivery.stop(0);
await store.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ tickMs, stallMs, beforeMb, mostMb, sentMs } satisfies FanOut)}\n`);
process.exit(0);
