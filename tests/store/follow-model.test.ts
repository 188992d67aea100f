import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyText, momentKey } from '../../src/model/moment.ts';
import type { Outbox, Settlement } from '../../src/outbox/outbox.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { DUE, LEASE_MS, message, moment, NOW, post } from './make-posts.ts';
import { modelOutbox } from './model-outbox.ts';

const CHANNELS = ['a', 'b', 'c'];
const EVENTS = ['truce', 'talks', 'tariff', 'summit'];

const step = fc.oneof(
  fc.record({
    do: fc.constant('reserve' as const),
    channel: fc.constantFrom(...CHANNELS),
    events: fc.uniqueArray(fc.constantFrom(...EVENTS), { minLength: 1, maxLength: 3 }),
    ordinal: fc.nat(2),
    urgency: fc.nat(3),
  }),
  fc.record({
    do: fc.constant('claim' as const),
    limit: fc.nat(3),
    except: fc.subarray(CHANNELS, { maxLength: 1 }),
  }),
  fc.record({ do: fc.constant('attempt' as const), pick: fc.nat() }),
  fc.record({
    do: fc.constant('settle' as const),
    pick: fc.nat(),
    to: fc.constantFrom('sent', 'waiting', 'skipped', 'dead', 'uncertain'),
    skip: fc.subarray(EVENTS),
    attempted: fc.boolean(),
    unanswered: fc.boolean(),
    wait: fc.nat(LEASE_MS),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.nat(LEASE_MS * 1.5) }),
  fc.record({ do: fc.constant('release' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

it('after any steps of any workers, every row stands as in the plain model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const store = await openMemoryStore({ clock: 'simulated', machine: { sleep: async () => {} } });
      try {
        await follow(store.outbox, steps);
      } finally {
        await store.close();
      }
    }),
    { numRuns: 150, seed: 20251025 },
  );
});

async function follow(outbox: Outbox, steps: readonly Step[]): Promise<void> {
  const model = modelOutbox();
  // Leases that were lost stay in the hat: a slow worker answers with them.
  const leases: { post: string; lease: string; channel: string }[] = [];
  let now = NOW;
  for (const one of steps) {
    switch (one.do) {
      case 'wait':
        now += one.ms;
        break;
      case 'release':
        expect(await outbox.releaseAll()).toBe(model.releaseAll());
        break;
      case 'reserve': {
        const plan = post(one.events, { channel: one.channel, ordinal: one.ordinal, urgency: DUE + one.urgency });
        const made = await outbox.reserve({
          posts: [plan],
          skipped: [],
          watermark: null,
          settledChannels: [],
          settledList: null,
        });
        expect(made).toBe(model.reserve(plan));
        break;
      }
      case 'claim': {
        const expected = model.claimable(now, one.limit, one.except);
        const claimed = await outbox.claim({ now, leaseMs: LEASE_MS, limit: one.limit, except: one.except });
        expect(claimed.map(({ id }) => id)).toEqual(expected);
        for (const { id, lease, channel, leaseUntil, firstUnanswered } of claimed) {
          expect(firstUnanswered).toBe(model.firstUnanswered(id));
          model.take(id, lease, leaseUntil);
          leases.push({ post: id, lease, channel });
        }
        break;
      }
      case 'attempt': {
        const held = leases[one.pick % leases.length];
        if (held === undefined) break;
        const recorded = await outbox.recordAttempt({ ...held, now, payload: message('hello') });
        expect(recorded).toBe(model.attempt(held.post, held.lease, now));
        break;
      }
      case 'settle': {
        const held = leases[one.pick % leases.length];
        if (held === undefined) break;
        const end = settlement(one, held, now);
        expect(await outbox.settle(end)).toBe(model.settle(end));
        break;
      }
    }
    expect(await rows(outbox)).toEqual(model.rows());
    expect(await outbox.nextReady()).toBe(model.nextReady());
  }
}

function settlement(
  { to, skip, attempted, unanswered, wait }: Extract<Step, { do: 'settle' }>,
  { post: id, lease, channel }: { post: string; lease: string; channel: string },
  now: number,
): Settlement {
  const moments = skip.map((event) => ({
    key: momentKey(moment(event, { channel })),
    state: 'skipped' as const,
    reason: 'event cancelled' as const,
  }));
  const held = { post: id, lease, moments };
  if (to === 'sent') return { ...held, to, reason: 'late', message: '1', at: DUE };
  if (to === 'waiting') return { ...held, to, reason: '500', readyAt: now + wait, attempted, unanswered };
  if (to === 'skipped') return { ...held, to, reason: 'muted' };
  if (to === 'dead') return { ...held, to, reason: 'gave up' };
  return { ...held, to: 'uncertain', reason: 'blind' };
}

async function rows(outbox: Outbox): Promise<{ posts: string[]; moments: string[] }> {
  const posts = await Promise.all(CHANNELS.map((channel) => outbox.posts({ channel, limit: 1000 })));
  const moments = await outbox.moments({ channels: null, events: null });
  return {
    posts: posts
      .flat()
      .map(({ id, state, reason, attempts }) => `${id} ${state} ${reason} ${attempts}`)
      .sort(),
    moments: moments.map((row) => `${keyText(row)} ${row.post} ${row.state} ${row.reason}`).sort(),
  };
}
