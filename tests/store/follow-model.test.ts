import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyText } from '../../src/model/moment.ts';
import type { Outbox, PlannedPost } from '../../src/outbox/outbox.ts';
import { MOMENT_MOVES, POST_MOVES } from '../../src/outbox/post-states.ts';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { IN_MEMORY, openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { realMachine } from '../../src/time/machine.ts';
import { DUE, keyed, LEASE_MS, message, moment, NOW, post } from '../build/build-posts.ts';
import { mayMomentMove, mayMove } from '../build/may-move.ts';
import { storyCount } from '../build/story-count.ts';
import { modelOutbox } from './model-outbox.ts';
import { CHANNELS, type Step, settlementOf, step } from './random-steps.ts';
import { type SeenMove, watchMoves } from './watch-moves.ts';

test('after any steps of any workers, every row stands as in the plain model, and got there by allowed moves', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
      const { ledger } = openSqlite(IN_MEMORY, { machine: realMachine() });
      try {
        const moves = await watchMoves(ledger);
        await follow(storeOutbox(ledger, { sleep: async () => {} }), steps, async (one) => {
          for (const move of await moves()) {
            expect(isAllowed(move), `${one.do}: ${JSON.stringify(move)}`).toBe(true);
            const cause = causeOf(move, one);
            if (cause !== null) seen.add(`${move.of} ${move.before} to ${move.after}: ${cause}`);
          }
        });
      } finally {
        await ledger.close();
      }
    }),
    { numRuns: storyCount({ few: 100, all: 300 }), seed: 20251025 },
  );
  // Every line of the tables was walked, and by nothing but its cause.
  expect([...seen].sort()).toEqual(
    [
      ...POST_MOVES.map(({ from, to, cause }) => `post ${from} to ${to}: ${cause}`),
      ...MOMENT_MOVES.map(({ from, to, cause }) => `moment ${from} to ${to}: ${cause}`),
    ].sort(),
  );
});

test('a move that no table allows would be seen', async () => {
  const { ledger } = openSqlite(IN_MEMORY, { machine: realMachine() });
  const moves = await watchMoves(ledger);
  const outbox = storeOutbox(ledger, { sleep: async () => {} });
  await outbox.reserve({
    posts: [post(['a'])],
    skipped: [],
    watermark: null,
    settledChannels: [],
    settledList: null,
  });
  await moves();
  await ledger.db.updateTable('posts').set({ state: 'sent', ready_at: null }).execute();
  await ledger.db.updateTable('moments').set({ state: 'skipped' }).execute();
  await ledger.db.updateTable('moments').set({ state: 'sent' }).execute();
  expect((await moves()).map(isAllowed)).toEqual([false, true, false]);
  await ledger.close();
});

/** Does the steps in the store and in the model, compares after each, and calls `after`. */
async function follow(outbox: Outbox, steps: readonly Step[], after: (one: Step) => Promise<void>): Promise<void> {
  const model = modelOutbox();
  const leases: { post: string; lease: string; channel: string }[] = [];
  let now = NOW;
  let world = DUE;
  const reserve = async (plan: PlannedPost, skipped: ReturnType<typeof moment>[] = []) => {
    const skips = skipped.map((one) => ({ moment: one, reason: 'muted' as const }));
    const made = await outbox.reserve({
      posts: [plan],
      skipped: skips,
      watermark: null,
      settledChannels: [],
      settledList: null,
    });
    expect(made).toBe(model.reserve(plan, skipped));
  };
  for (const one of steps) {
    const held = 'pick' in one ? leases[one.pick % leases.length] : undefined;
    switch (one.do) {
      case 'wait':
        now += one.ms;
        world += one.ms;
        break;
      case 'clock set back':
        now -= one.ms;
        break;
      case 'release':
        expect(await outbox.releaseDead()).toBe(model.releaseDead());
        break;
      case 'reserve': {
        const { kind, channel, ordinal, urgency, heldMs } = one;
        const skipped = one.skipped.map((event) => moment(event, { channel }));
        await reserve(post(one.events, { kind, channel, ordinal, due: DUE + heldMs, urgency: DUE + urgency }), skipped);
        break;
      }
      case 'reserve keyed': {
        const { channel, key, urgency, heldMs } = one;
        await reserve(keyed(key, { channel, due: DUE + heldMs, urgency: DUE + urgency }));
        break;
      }
      case 'claim': {
        const expected = model.claimable({ now, world }, one.limit, one.except);
        const claimed = await outbox.claim({ now, world, leaseMs: LEASE_MS, limit: one.limit, except: one.except });
        expect(claimed.map(({ id }) => id)).toEqual(expected);
        for (const { id, lease, channel, leaseUntil, firstUnanswered } of claimed) {
          expect(firstUnanswered).toBe(model.firstUnanswered(id));
          model.take(id, lease, leaseUntil);
          leases.push({ post: id, lease, channel });
        }
        break;
      }
      case 'attempt': {
        if (held === undefined) break;
        const recorded = await outbox.recordAttempt({ ...held, now, payload: message('hello') });
        expect(recorded).toBe(model.attempt(held.post, held.lease, now));
        break;
      }
      case 'rehome': {
        if (held === undefined) break;
        const into = post(one.events, { kind: one.kind, channel: held.channel, urgency: DUE + one.urgency });
        const moved = await outbox.rehome({ from: held.post, lease: held.lease, into });
        expect(moved).toBe(model.rehome(held.post, held.lease, into));
        break;
      }
      case 'settle': {
        if (held === undefined) break;
        const end = settlementOf(one, held, now);
        expect(await outbox.settle(end)).toBe(model.settle(end));
        break;
      }
    }
    await after(one);
    expect(await rows(outbox)).toEqual(model.rows());
    expect(await outbox.nextReady(world)).toBe(model.nextReady(world));
    expect(await outbox.nextHeld(world)).toBe(model.nextHeld(world));
    expect((await outbox.summary()).sent).toBe(model.count('sent'));
  }
}

function isAllowed(move: SeenMove): boolean {
  return move.of === 'post' ? mayMove(move.before, move.after) : mayMomentMove(move.before, move.after);
}

/** By what the worker did, not by the tables: which cause this move ought to have. `null` for what is none. */
function causeOf({ of, before, after }: SeenMove, one: Step): string | null {
  if (before === null) return of === 'moment' && after === 'skipped' ? 'skipped at once' : 'reserved';
  if (one.do === 'claim') return before === 'sending' ? 'lease expired' : 'claimed';
  if (one.do === 'release') return 'taken over';
  if (of === 'post' && one.do === 'rehome') return 'emptied';
  // While it reserves, the store first learns which moments are new and then names their post.
  if (of === 'moment' && after === 'reserved') return one.do === 'rehome' ? 'moved into another post' : null;
  if (of === 'post' && one.do === 'settle' && one.to === 'waiting')
    return after === 'skipped' ? 'emptied' : 'handed back';
  return one.do === 'settle' ? after : `no cause: ${one.do}`;
}

async function rows(outbox: Outbox): Promise<{ posts: string[]; moments: string[] }> {
  const posts = await Promise.all(CHANNELS.map((channel) => outbox.posts({ channel, limit: 1000 })));
  const moments = await outbox.moments({ channels: null, events: null });
  return {
    posts: posts
      .flat()
      .map(({ id, state, reason, attempts, firstUnanswered: first }) => `${id} ${state} ${reason} ${attempts} ${first}`)
      .sort(),
    moments: moments.map((row) => `${keyText(row)} ${row.post} ${row.state} ${row.reason}`).sort(),
  };
}
