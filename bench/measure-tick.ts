import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventList } from '../src/model/event.ts';
import { steppedWorld } from '../src/time/world.ts';
import type { Measurement } from './figure.ts';
import { openFilledState } from './fill-state.ts';
import { madeList } from './make-list.ts';
import { madePersonal, madeSubscriptions } from './make-subscriptions.ts';
import { movedMachine } from './moved-machine.ts';
import { startBenchEngine } from './start-bench-engine.ts';
import { takeMedian, takePercentile } from './take-percentile.ts';

const EVENTS = 1_000;
const FEW = 10_000;
const PEOPLE = 10_000;
const MANY = 100_000;
/** Every posting time and lead of the made-up load falls on a quarter of an hour: twelve minutes from here nothing is due. */
const START = Date.UTC(2026, 0, 14, 12, 1);
const ROUNDS = 4;
const TICKS_A_ROUND = 150;

/** An engine over a state of its own, past its first tick. */
type Bench = {
  readonly firstTickMs: number;
  /** The tick after one channel has subscribed, in ms. */
  subscribeAndTick(): Promise<number>;
  /** One tick, a second of world and machine time after the last; how long it took in ms. */
  tick(): Promise<number>;
  close(): Promise<void>;
};

/**
 * One tick with nothing due, over 1,000 events and 10,000 or 100,000 subscriptions in 40 zones: the real engine, the real
 * SQLite file, a world moved on by a second each time; and beside 10,000 of them 10,000 people with a reminder each. The machine's clock is moved on with it, so that every tenth tick
 * writes the watermark to disk as it does in a running bot. Both loads are measured in turns.
 *
 * Misleading would be: a disk that answers a sync at once (the p99 is that write); reading the median as the cost of a
 * tick after something changed, when rows are read and the agenda is derived anew (that is the first tick, told apart).
 */
export async function measureTick(): Promise<Measurement> {
  const list = madeList(EVENTS);
  const few = await openBench(list, FEW, 0);
  const people = await openBench(list, FEW, PEOPLE);
  const many = await openBench(list, MANY, 0);
  const times = { few: [] as number[], people: [] as number[], many: [] as number[] };
  const change = { few: 0, people: 0, many: 0 };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let i = 0; i < TICKS_A_ROUND; i += 1) times.few.push(await few.tick());
      for (let i = 0; i < TICKS_A_ROUND; i += 1) times.people.push(await people.tick());
      for (let i = 0; i < TICKS_A_ROUND; i += 1) times.many.push(await many.tick());
    }
    change.few = await few.subscribeAndTick();
    change.people = await people.subscribeAndTick();
    change.many = await many.subscribeAndTick();
  } finally {
    await few.close();
    await people.close();
    await many.close();
  }
  const goal = { is: 'below', bound: 5 } as const;
  const ms = (what: string, value: number) => ({ what, value, unit: 'ms' as const });
  return {
    name: 'tick',
    title: 'one tick, 1,000 events, nothing due',
    figures: [
      { ...ms('10,000 subscriptions, median', takeMedian(times.few)), goal },
      { ...ms('10,000 subscriptions, p99', takePercentile(times.few, 0.99)), goal },
      { ...ms('100,000 subscriptions, median', takeMedian(times.many)), goal: null },
      { ...ms('100,000 subscriptions, p99', takePercentile(times.many, 0.99)), goal: null },
      {
        what: '100,000 beside 10,000 subscriptions, medians',
        value: takeMedian(times.many) / takeMedian(times.few),
        unit: '×',
        goal: { is: 'at most', bound: 1.5 },
      },
      { ...ms('first tick after a start, 10,000 subscriptions', few.firstTickMs), goal: null },
      { ...ms('10,000 subscriptions and 10,000 people with a reminder each, median', takeMedian(times.people)), goal },
      { ...ms('first tick after a start, with the people', people.firstTickMs), goal: null },
      { ...ms('tick after one channel has subscribed, with the people', change.people), goal: null },
      { ...ms('first tick after a start, 100,000 subscriptions', many.firstTickMs), goal: null },
      { ...ms('tick after one channel has subscribed, 10,000 subscriptions', change.few), goal: null },
      { ...ms('tick after one channel has subscribed, 100,000 subscriptions', change.many), goal: null },
    ],
    notes: [
      `${ROUNDS * TICKS_A_ROUND} ticks each. After a start or a change a tick reads all rows anew and then derives what is due in 48 hours, in slices between which commands are answered.`,
    ],
  };
}

async function openBench(list: EventList, count: number, persons: number): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  const machine = movedMachine();
  const world = steppedWorld(START);
  const channels = madeSubscriptions(count, START - 1);
  const personal = madePersonal(persons, list, START - 1);
  const subscriptions = [...channels.subscriptions, ...personal.subscriptions];
  const store = await openFilledState({
    folder,
    machine,
    subscriptions,
    guilds: channels.guilds,
    people: personal.settings,
  });
  const engine = await startBenchEngine(list, store, world, machine);
  const tick = async (): Promise<number> => {
    world.moveTo(world.now() + 1_000);
    machine.moveOn(1_000);
    const before = machine.monotonic();
    const end = await engine.ticker.tick();
    const took = machine.monotonic() - before;
    if (end.kind !== 'ticked' || end.posts > 0) throw new Error(`An idle tick was none: ${JSON.stringify(end)}.`);
    return took;
  };
  return {
    firstTickMs: await tick(),
    tick,
    async subscribeAndTick() {
      const [subscription] = subscriptions;
      if (subscription === undefined) throw new Error('There is no subscription to make another like it.');
      await store.registry.putSubscription({ ...subscription, channel: '1431000000000000001', since: world.now() });
      return tick();
    },
    async close() {
      await engine.delivery.stop(0);
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
