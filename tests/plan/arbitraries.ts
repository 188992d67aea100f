import fc from 'fast-check';
import type { ClaimDate } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { Lead } from '../../src/model/lead.ts';
import type { EventFilter, GuildSettings, QuietHours, Subscription } from '../../src/model/subscription.ts';
import { addDays } from '../../src/time/local.ts';
import { at, buildClaim, buildEvent } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';

/** The span that properties look at: two weeks to either side of New York's change of clocks. */
export const SPAN = { from: at('2025-10-19T00:00:00Z'), to: at('2025-11-16T00:00:00Z') };

/** Far behind and far ahead of UTC, whole and broken offsets, with clock changes inside the span and without. */
export const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Havana',
  'America/St_Johns',
  'Europe/London',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Seoul',
  'AoE',
  'UTC-8',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'UTC',
] as const;

export const zone = fc.constantFrom(...ZONES);
export const postingTime = fc.constantFrom('09:00', '00:00', '01:30', '18:45', '23:59');
const day = fc.integer({ min: -3, max: 35 }).map((count) => addDays('2025-10-19', count));

/** A date of every precision and role. */
export const claimDate: fc.Arbitrary<ClaimDate> = fc
  .record({
    role: fc.constantFrom(
      'opens' as const,
      'closes' as const,
      'takes-effect' as const,
      'expires' as const,
      'announced' as const,
    ),
    approximate: fc.boolean(),
    day,
    length: fc.nat({ max: 5 }),
    time: postingTime,
    precision: fc.constantFrom('day', 'day', 'day', 'minute', 'range', 'span', 'month', 'year', 'during', 'none'),
  })
  .map(({ role, approximate, day: first, length, time, precision }) => {
    const base = { role, approximate };
    if (precision === 'minute') return { ...base, precision, minute: `${first}T${time}` };
    if (precision === 'range') return { ...base, precision, from: first, through: addDays(first, length) };
    if (precision === 'span') return { ...base, precision, span: `late ${first.slice(0, 7)}` };
    if (precision === 'month') return { ...base, precision, month: first.slice(0, 7) };
    if (precision === 'year') return { ...base, precision, year: 2025 };
    if (precision === 'during') return { ...base, precision, event: 'e0' };
    return precision === 'none' ? { ...base, precision } : { ...base, precision: 'day' as const, day: first };
  });

const claim = fc
  .record({ source: fc.constantFrom('a', 'b', 'c'), date: fc.option(claimDate, { freq: 6 }), credible: fc.boolean() })
  .map(({ source, date, credible }) => buildClaim(source, date, { credible: credible || source === 'a' }));

/** One event of the list; `id` is given so that an event can be made anew. */
export function eventWith(id: string): fc.Arbitrary<ListEvent> {
  return fc
    .record({
      claims: fc.array(claim, { minLength: 1, maxLength: 4 }),
      zone,
      opensAt: fc.option(postingTime),
      certainty: fc.constantFrom('confirmed', 'confirmed', 'threatened', 'tentative', 'cancelled', 'postponed', 'done'),
      kind: fc.constantFrom('tariff', 'summit'),
      topics: fc.subarray(['tariffs', 'diplomacy']),
      regions: fc.subarray(['us', 'china']),
    })
    .map(({ claims, ...more }) => buildEvent(id, claims, more as Partial<ListEvent>));
}

/** Up to five events, by ids that never repeat. */
export const list: fc.Arbitrary<ListEvent[]> = fc
  .tuple(eventWith('e0'), eventWith('e1'), eventWith('e2'), eventWith('e3'), eventWith('e4'))
  .chain((events) => fc.subarray(events, { minLength: 1 }));

export const leadsOrDefaults: fc.Arbitrary<Lead[] | null> = fc.option(
  fc.subarray(leads('30d 2w 7d 2d 1d 0d 24h 1h 15m at'), { minLength: 1 }),
);

/** Any part of a filter may be left out, ask for nothing special, or name what is not there. */
export const filter: fc.Arbitrary<EventFilter> = fc
  .record({
    topics: fc.option(fc.subarray(['tariffs', 'diplomacy', 'ships'])),
    kinds: fc.option(fc.subarray(['tariff', 'summit'])),
    more: fc.record(
      {
        regions: fc.option(fc.subarray(['us', 'china'], { minLength: 1 })),
        certainties: fc.option(fc.subarray(['confirmed', 'threatened', 'tentative'] as const, { minLength: 1 })),
        words: fc.record({ allow: fc.subarray(['E1', 'e2', 'é0']), block: fc.subarray(['e3']) }),
        events: fc.option(fc.subarray(['e0', 'e1', 'e2', 'gone'], { minLength: 1 })),
        muted: fc.subarray(['e0', 'e4']),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ topics, kinds, more }) => ({ topics, kinds, ...more }));

/** Quiet hours by night, by day, and around the minutes in which clocks change. */
export const quiet: fc.Arbitrary<QuietHours> = fc
  .tuple(
    fc.constantFrom('22:00', '00:00', '01:30', '02:10', '08:59', '09:00', '12:34', '23:59'),
    fc.constantFrom('00:00', '01:45', '02:30', '07:00', '09:00', '09:01', '23:59'),
  )
  .filter(([from, until]) => from !== until)
  .map(([from, until]) => ({ from, until }));

/** What of a subscription decides when it is due, beside its leads. */
const timing = fc.record(
  {
    quiet: fc.option(quiet),
    leadsByKind: fc.constantFrom({ tariff: leads('3d 2h') }, { summit: leads('14d at') }, {}),
    leadsByEvent: fc.constantFrom({ e1: leads('5d 30m') }, {}),
  },
  { requiredKeys: [] },
);

function subscriptionOf(channel: string): fc.Arbitrary<Subscription> {
  return fc
    .record({
      guild: fc.constantFrom('g0', 'g1', 'g2'),
      leads: leadsOrDefaults,
      filter: fc.oneof({ weight: 3, arbitrary: fc.constant({ topics: null, kinds: null }) }, filter),
      since: fc.oneof(fc.constant(0), fc.integer({ min: SPAN.from, max: SPAN.to })),
      paused: fc.option(fc.constantFrom('switched off', 'missing access'), { freq: 8 }).map((paused) => paused ?? null),
      more: timing,
    })
    .map(({ more, ...rest }) => buildSubscription(channel, { ...rest, ...more }));
}

/** Up to four channels in three servers. */
export const subscriptions: fc.Arbitrary<Subscription[]> = fc
  .tuple(subscriptionOf('1'), subscriptionOf('2'), subscriptionOf('3'), subscriptionOf('4'))
  .chain((all) => fc.subarray(all, { minLength: 1 }));

/** The clocks of three servers; one may have none of its own, and one may be paused for part of the span. */
export const settings: fc.Arbitrary<Map<string, GuildSettings>> = fc
  .tuple(zone, postingTime, zone, fc.option(fc.integer({ min: SPAN.from, max: SPAN.to }), { freq: 3 }))
  .map(
    ([first, time, second, pausedUntil]) =>
      new Map([
        ['g0', { guild: 'g0', zone: first, postingTime: time }],
        ['g1', { guild: 'g1', zone: second, postingTime: null, pausedUntil: pausedUntil ?? null }],
      ]),
  );

/** Instants that cut the span into ticks: any, or on the second of a posting time, where off-by-ones live. */
export const cuts: fc.Arbitrary<number[]> = fc
  .array(
    fc.oneof(
      fc.integer({ min: SPAN.from, max: SPAN.to }),
      fc.nat({ max: 27 * 24 }).map((hour) => SPAN.from + hour * 3_600_000),
    ),
    { maxLength: 12 },
  )
  .map((instants) => [...instants, SPAN.to].sort((a, b) => a - b));
