import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../src/model/message.ts';
import type { Moment } from '../src/model/moment.ts';
import { postId } from '../src/outbox/derive-nonce.ts';
import { makeReservation } from '../src/outbox/make-reservation.ts';
import type { PlannedPost } from '../src/outbox/outbox.ts';
import { momentRow, postRow } from '../src/store/convert-rows.ts';
import { encodeMessage } from '../src/store/encode-message.ts';
import { addToFact, FACTS } from '../src/store/keep-facts.ts';
import { openSqlite } from '../src/store/open-sqlite.ts';
import { openStore, type Store } from '../src/store/open-store.ts';
import { realMachine } from '../src/time/real-machine.ts';
import type { Figure, Measurement } from './figure.ts';
import { takeMedian } from './take-percentile.ts';

const FEW = 100;
const MANY = 100_000;
const START = Date.UTC(2025, 9, 25, 13);
const ROUNDS = 10;
const TIMES_A_ROUND = 50;
/** What is open while the claims are measured, each in a channel of its own. */
const OPEN = 25;
/** Rows of one statement. */
const CHUNK = 2_000;

const ACTS = ['tick', 'claim', 'nextReady', 'summary'] as const;
type Act = (typeof ACTS)[number];
type Bench = { readonly acts: Readonly<Record<Act, () => Promise<number>>>; close(): Promise<void> };

/**
 * What the ledger's history costs: the same calls on the real SQLite file with 100 and with 100,000 posts that were sent,
 * each with its moment and a message of 2 KB, in turns. A tick is the watermark read and moved on with nothing to
 * reserve; a claim takes 25 open posts, which are handed back untimed.
 *
 * Misleading would be: the tick alone, most of which is the disk's sync whatever the history; so the parts that only read
 * are told beside it.
 */
export async function measureHistory(): Promise<Measurement> {
  const few = await openBench(FEW);
  const many = await openBench(MANY);
  const empty = () => ({ tick: [], claim: [], nextReady: [], summary: [] }) as Record<Act, number[]>;
  const times = { few: empty(), many: empty() };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const act of ACTS) {
        for (let i = 0; i < TIMES_A_ROUND; i += 1) times.few[act].push(await few.acts[act]());
        for (let i = 0; i < TIMES_A_ROUND; i += 1) times.many[act].push(await many.acts[act]());
      }
    }
  } finally {
    await few.close();
    await many.close();
  }
  return {
    name: 'history',
    title: 'the ledger with 100,000 posts of history beside 100',
    figures: ACTS.flatMap((act): Figure[] => {
      const [small, large] = [takeMedian(times.few[act]), takeMedian(times.many[act])];
      const goal = act === 'tick' || act === 'claim' ? ({ is: 'at most', bound: 1.5 } as const) : null;
      return [
        { what: `${act}, 100 posts, median`, value: small, unit: 'ms', goal: null },
        { what: `${act}, 100,000 posts, median`, value: large, unit: 'ms', goal: null },
        { what: `${act}, 100,000 beside 100`, value: large / small, unit: '×', goal },
      ];
    }),
    notes: [`${ROUNDS * TIMES_A_ROUND} calls each; a claim takes ${OPEN} posts.`],
  };
}

async function openBench(history: number): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  const machine = realMachine();
  const { outbox, close } = await openWithHistory(folder, history);
  await outbox.reserve(makeReservation({ posts: Array.from({ length: OPEN }, (_, at) => planned(`open-${at}`, at)) }));
  let now = START;
  const timed = async <T>(act: () => Promise<T>): Promise<[number, T]> => {
    const before = machine.monotonic();
    const result = await act();
    return [machine.monotonic() - before, result];
  };
  const time = async (act: () => Promise<unknown>): Promise<number> => (await timed(act))[0];
  return {
    acts: {
      nextReady: () => time(() => outbox.nextReady(now)),
      summary: () => time(outbox.summary),
      tick: () =>
        time(async () => {
          await outbox.watermark();
          now += 1_000;
          await outbox.reserve(makeReservation({ watermark: now }));
        }),
      async claim() {
        const wish = { now, world: now, leaseMs: 60_000, limit: OPEN, except: [] };
        const [took, claimed] = await timed(() => outbox.claim(wish));
        if (claimed.length !== OPEN) throw new Error(`${claimed.length} posts were claimed instead of ${OPEN}.`);
        const back = { to: 'waiting', reason: 'bench', readyAt: now, attempted: false, unanswered: false } as const;
        await Promise.all(claimed.map(({ id, lease }) => outbox.settle({ post: id, lease, moments: [], ...back })));
        return took;
      },
    },
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A state with so many posts that were sent, written in bulk by the store's own parts. */
async function openWithHistory(folder: string, history: number): Promise<Store> {
  const wish = { folder, clock: 'real', machine: realMachine() } as const;
  const made = await openStore(wish);
  await made.close();
  const { ledger } = openSqlite(made.path);
  const payload = encodeMessage(message());
  for (let from = 0; from < history; from += CHUNK) {
    const size = Math.min(CHUNK, history - from);
    const plans = Array.from({ length: size }, (_, at) => planned(`past-${from + at}`, from + at));
    const posts = plans.map((plan, at) => {
      const said = { message: String(from + at), sent_at: plan.due, payload };
      return { ...postRow(idOf(plan), plan), state: 'sent', reason: 'on time', ready_at: null, ...said };
    });
    const moments = plans.flatMap((plan) =>
      plan.moments.map((moment) => momentRow(moment, { state: 'sent', reason: 'on time', post: idOf(plan) })),
    );
    await ledger.db.transaction().execute(async (tx) => {
      const columns = { posts: columnsOf(posts), moments: columnsOf(moments) };
      await tx.insertInto('posts').columns(columns.posts).expression(ledger.rowsOf(columns.posts, posts)).execute();
      await tx
        .insertInto('moments')
        .columns(columns.moments)
        .expression(ledger.rowsOf(columns.moments, moments))
        .execute();
      await addToFact(tx, FACTS.sentPosts, size);
    });
  }
  await ledger.close();
  return openStore(wish);
}

function columnsOf<Row extends object>(rows: readonly Row[]): (keyof Row & string)[] {
  return Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
}

function idOf(plan: PlannedPost): string {
  return postId([plan.channel, String(plan.due), ...plan.moments.map((moment) => moment.event)]);
}

/** A reminder in one of 5,000 channels, or in a channel of its own while there are fewer. */
function planned(event: string, at: number): PlannedPost {
  const place = { guild: String(at % 500), channel: String(at % 5_000) };
  const due = START - at * 1_000;
  const lead: Moment['lead'] = { unit: 'days', count: 1 };
  const moment: Moment = {
    event,
    edge: 'opens',
    sourceDate: '2025-10-26',
    lead,
    due,
    anchor: due + 86_400_000,
    ...place,
  };
  const bare = { ordinal: 0, addedLate: false, key: null, body: null, edits: null };
  return { kind: 'reminder', ...place, due, urgency: moment.anchor, ...bare, moments: [moment] };
}

function message(): Message {
  return { content: 'x'.repeat(2_000), ping: null, cards: [], controls: [], files: [] };
}
