import fc from 'fast-check';
import { momentKey } from '../../src/model/moment.ts';
import type { Settlement } from '../../src/outbox/settlement.ts';
import { DUE, LEASE_MS, moment } from '../build/build-posts.ts';

export const CHANNELS = ['a', 'b', 'c'];
const EVENTS = Array.from({ length: 13 }, (_, at) => `event-${at}`);

const someEvents = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...EVENTS), { minLength: 1, maxLength: 3 }),
  fc.shuffledSubarray(EVENTS, { minLength: 1 }),
);
/** How long a post is reserved before it is due; most are due at once. */
const heldMs = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3 * LEASE_MS) });
/** Around the end of a lease, and at the very instant. */
const waitMs = fc.oneof(fc.nat(LEASE_MS * 1.5), fc.constant(LEASE_MS));
const kind = fc.constantFrom('reminder' as const, 'catch-up' as const);

/** One thing that a worker does. `pick` chooses among all leases there ever were: a slow worker answers with a lost one. */
export const step = fc.oneof(
  fc.record({
    do: fc.constant('reserve' as const),
    kind,
    channel: fc.constantFrom(...CHANNELS),
    events: someEvents,
    skipped: fc.uniqueArray(fc.constantFrom(...EVENTS), { maxLength: 1 }),
    ordinal: fc.nat(2),
    urgency: fc.nat(3),
    heldMs,
  }),
  fc.record({
    do: fc.constant('reserve keyed' as const),
    channel: fc.constantFrom(...CHANNELS),
    key: fc.constantFrom('k1', 'k2', 'k3'),
    urgency: fc.nat(3),
    heldMs,
  }),
  fc.record({
    do: fc.constant('claim' as const),
    limit: fc.nat(3),
    except: fc.subarray(CHANNELS, { maxLength: 1 }),
  }),
  fc.record({ do: fc.constant('attempt' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('rehome' as const), pick: fc.nat(), kind, events: someEvents, urgency: fc.nat(3) }),
  fc.record({
    do: fc.constant('settle' as const),
    pick: fc.nat(),
    to: fc.constantFrom('sent', 'waiting', 'skipped', 'dead', 'uncertain'),
    skip: fc.oneof(fc.constant<string[]>([]), fc.subarray(EVENTS), fc.constant(EVENTS)),
    attempted: fc.boolean(),
    unanswered: fc.boolean(),
    wait: fc.nat(LEASE_MS),
  }),
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: waitMs }) },
    // Two hours are more than any wait that is ever set, half a minute less than most.
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('clock set back' as const),
        ms: fc.constantFrom(30_000, 2 * 3_600_000),
      }),
    },
  ),
  fc.record({ do: fc.constant('release' as const) }),
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The settlement that a step means. */
export function settlementOf(
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
