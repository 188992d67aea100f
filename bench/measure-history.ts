import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventList } from '../src/model/event.ts';
import { makeReservation } from '../src/outbox/outbox.ts';
import { steppedWorld } from '../src/time/world.ts';
import type { Figure, Measurement } from './figure.ts';
import { openHistory, placeOf, plannedPost } from './fill-history.ts';
import { dueEvent, dueList, subscribeToAll } from './make-due-list.ts';
import { movedMachine } from './moved-machine.ts';
import { startBenchEngine } from './start-bench-engine.ts';
import { takeMedian, takePercentile } from './take-percentile.ts';

const FEW = 100;
const MANY = 100_000;
const START = Date.UTC(2025, 9, 25, 13);
const ROUNDS = 10;
/** So many channels are subscribed, and have something due at once; they are of those that have a history. */
const DUE = 25;
/** What is open while all is measured, each in a channel of its own; what a claim takes. */
const OPEN = 25;

const ACTS = ['idle', 'due', 'claim', 'nextReady', 'summary'] as const;
type Act = (typeof ACTS)[number];
const NAMES: Readonly<Record<Act, string>> = {
  idle: 'tick with nothing due',
  due: `tick with ${DUE} channels due`,
  claim: `claim of ${OPEN} posts`,
  nextReady: 'nextReady',
  summary: 'summary',
};
/** What has a goal. */
const JUDGED: ReadonlySet<Act> = new Set(['idle', 'due', 'claim']);
/** Calls in one round. */
const TIMES: Readonly<Record<Act, number>> = { idle: 50, due: 20, claim: 50, nextReady: 50, summary: 50 };

type Bench = {
  readonly acts: Readonly<Record<Act, () => Promise<number>>>;
  readonly times: Readonly<Record<Act, number[]>>;
  close(): Promise<void>;
};

/**
 * What the ledger's history costs: the same calls on the real SQLite file with 100 and with 100,000 posts that were sent,
 * each with its moment and a message of 2 KB, call by call in turns. A tick is the engine's own, with its roster, boards and
 * digests, changes to settle and posts that are held: one a second with nothing due, of which every tenth writes the
 * watermark; and one in which a reminder of 25 channels falls due. What that reserved is removed again untimed, so that the
 * history stays as long as it is; a claim's 25 posts are handed back untimed.
 *
 * Misleading would be: the median of the ticks with nothing due as what they cost the disk (the p95 is one that writes); or
 * the figures of the others by themselves, most of which is the disk's sync; so the parts that only read are reported beside them.
 */
export async function measureHistory(): Promise<Measurement> {
  const list = dueList(START, ROUNDS * TIMES.due);
  const few = await openBench(FEW, list);
  const many = await openBench(MANY, list);
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const act of ACTS) {
        for (let i = 0; i < TIMES[act]; i += 1) {
          for (const bench of i % 2 === 0 ? [few, many] : [many, few]) bench.times[act].push(await bench.acts[act]());
        }
      }
    }
  } finally {
    await few.close();
    await many.close();
  }
  return {
    name: 'history',
    title: 'the ledger with 100,000 posts of history beside 100',
    figures: ACTS.flatMap((act) => figuresOf(act, few.times[act], many.times[act])),
    notes: [
      `${ACTS.map((act) => `${NAMES[act]} ${ROUNDS * TIMES[act]} times`).join(', ')}, on each of the two.`,
      'Of the ticks with nothing due every tenth writes to the disk: that is their p95.',
    ],
  };
}

function figuresOf(act: Act, few: readonly number[], many: readonly number[]): Figure[] {
  const row = (what: string, value: number, unit: Figure['unit'] = 'ms', goal: Figure['goal'] = null): Figure => ({
    what: `${NAMES[act]}, ${what}`,
    value,
    unit,
    goal,
  });
  const judged = JUDGED.has(act);
  const medians = { few: takeMedian(few), many: takeMedian(many) };
  const tails = [
    row('100 posts, p95', takePercentile(few, 0.95)),
    row('100,000 posts, p95', takePercentile(many, 0.95)),
  ];
  return [
    row('100 posts, median', medians.few),
    row('100,000 posts, median', medians.many),
    row('100,000 beside 100', medians.many / medians.few, '×', judged ? { is: 'at most', bound: 1.5 } : null),
    ...(judged ? tails : []),
  ];
}

async function openBench(history: number, list: EventList): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  const machine = movedMachine();
  const world = steppedWorld(START);
  const state = await openHistory({ folder, machine, history, end: START });
  const { outbox, registry } = state;
  const places = Array.from({ length: DUE }, (_, at) => placeOf(at));
  await subscribeToAll(registry, places, START - 1);
  const { ticker, delivery } = await startBenchEngine(list, state, world, machine);
  // Who delivers would claim what is to be claimed here.
  await delivery.stop(0);
  await ticker.tick();
  const held = { ...plannedPost('held', OPEN, START), due: START + 30 * 86_400_000 };
  const open = Array.from({ length: OPEN }, (_, at) => plannedPost(`open-${at}`, at, START));
  await outbox.reserve(makeReservation({ posts: [...open, held] }));
  let fallen = 0;
  const timed = async <T>(act: () => Promise<T>): Promise<[number, T]> => {
    const before = machine.monotonic();
    const result = await act();
    return [machine.monotonic() - before, result];
  };
  const time = async (act: () => Promise<unknown>): Promise<number> => (await timed(act))[0];
  const tickAt = async (now: number, expected: number): Promise<number> => {
    machine.moveOn(now - world.now());
    world.moveTo(now);
    const [took, end] = await timed(ticker.tick);
    if (end.kind === 'ticked' && end.posts === expected) return took;
    throw new Error(`A tick was to reserve ${expected} posts: ${JSON.stringify(end)}.`);
  };
  return {
    times: { idle: [], due: [], claim: [], nextReady: [], summary: [] },
    acts: {
      nextReady: () => time(() => outbox.nextReady(world.now())),
      summary: () => time(outbox.summary),
      idle: () => tickAt(world.now() + 1_000, 0),
      async due() {
        const { id, due } = dueEvent(START, fallen);
        const took = await tickAt(due, DUE);
        await state.forget(id, due);
        fallen += 1;
        return took;
      },
      async claim() {
        const now = world.now();
        const request = { now, world: now, leaseMs: 60_000, limit: OPEN, except: [] };
        const [took, claimed] = await timed(() => outbox.claim(request));
        if (claimed.length !== OPEN) throw new Error(`${claimed.length} posts were claimed instead of ${OPEN}.`);
        const back = { to: 'waiting', reason: 'bench', readyAt: now, attempted: false, unanswered: false } as const;
        await Promise.all(claimed.map(({ id, lease }) => outbox.settle({ post: id, lease, moments: [], ...back })));
        return took;
      },
    },
    async close() {
      await state.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
