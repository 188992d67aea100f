import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCatalogue } from '../../../src/engine/catalogue.ts';
import { nextReminders, previewLeads, type ReminderQuery } from '../../../src/features/call/preview-reminders.ts';
import type { ListIndex } from '../../../src/list/index/index-list.ts';
import type { ClaimDate } from '../../../src/model/date.ts';
import type { EventList, ListEvent } from '../../../src/model/event.ts';
import { deriveEdges } from '../../../src/plan/claims/derive-edges.ts';
import { deriveDueLeads, leadsFor } from '../../../src/plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../../src/plan/reminders/match-filter.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';

const DEFAULTS = { events: leads('7d 1d 0d'), deadlines: leads('7d 1d 0d 1h'), byKind: { visit: leads('14d') } };
const ZONES = [
  'UTC',
  'America/New_York',
  'Asia/Seoul',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
];
const LEADS = ['0d', '1d', '3d', '7d', '30d', '366d', '1h', '23h', '24h', '15m', 'at', '36h'];

function index(list: EventList): ListIndex {
  return makeCatalogue(list).index();
}

function queryWith(
  changes: Partial<ReminderQuery['clock']> = {},
  filter: ReminderQuery['filter'] = { topics: null, kinds: null },
): ReminderQuery {
  return { filter, clock: { zone: 'UTC', postingTime: '09:00', leads: null, ...changes }, defaults: DEFAULTS };
}

const day = fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2029, 6, 1 + n)).toISOString().slice(0, 10));
const date: fc.Arbitrary<ClaimDate> = fc.oneof(
  day.map(opens),
  day.map(expires),
  day.map((on): ClaimDate => ({ role: 'takes-effect', approximate: false, precision: 'day', day: on })),
  fc.tuple(day, fc.integer({ min: 0, max: 23 })).map(([on, hour]): ClaimDate => {
    const minute = `${on}T${String(hour).padStart(2, '0')}:30`;
    return { role: 'closes', approximate: false, precision: 'minute', minute };
  }),
);
const event: fc.Arbitrary<ListEvent> = fc
  .record({
    date,
    zone: fc.constantFrom(...ZONES),
    kind: fc.constantFrom('talks', 'visit'),
    topics: fc.constantFrom(['trade'], ['ships']),
    certainty: fc.constantFrom('confirmed', 'threatened', 'cancelled', 'done'),
  })
  .map(({ date: given, ...changes }) => makeEvent('x', given, changes));
const anyQuery: fc.Arbitrary<ReminderQuery> = fc.record({
  filter: fc.record({
    topics: fc.constantFrom(null, ['trade'], ['ships', 'trade']),
    kinds: fc.constantFrom(null, ['visit']),
  }),
  clock: fc.record({
    zone: fc.constantFrom(...ZONES),
    postingTime: fc.constantFrom('00:00', '02:30', '09:00', '23:59'),
    leads: fc.option(
      fc.uniqueArray(fc.constantFrom(...LEADS), { minLength: 1, maxLength: 5 }).map((all) => leads(all.join(' '))),
    ),
  }),
  defaults: fc.constant(DEFAULTS),
});

/** Every reminder after `now`, worked out for every edge without any shortcut. */
function everyReminder(list: EventList, { filter, clock, defaults }: ReminderQuery, now: number): [number, string[]][] {
  const byInstant = new Map<number, string[]>();
  for (const one of list.events) {
    if (!wantsEvent(filter, one) || restsBecause(one) !== null) continue;
    for (const edge of deriveEdges(one)) {
      if (edge.anchor <= now) continue;
      for (const { due } of deriveDueLeads(edge, leadsFor(one, edge, clock, defaults), clock).due) {
        if (due > now) byInstant.set(due, [...(byInstant.get(due) ?? []), one.id]);
      }
    }
  }
  return [...byInstant].sort(([a], [b]) => a - b);
}

test('the next reminders are the soonest of all that the plan gives, for any list, subscription and instant', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 25 }),
      anyQuery,
      fc.integer({ min: 0, max: 800 * 24 }),
      fc.integer({ min: 1, max: 4 }),
      (events, wanted, hours, count) => {
        const list = makeList(events.map((one, i) => ({ ...one, id: `e${i}` })));
        const now = at('2029-07-01T00:00:00Z') + hours * 3_600_000;
        const found = nextReminders(index(list), wanted, now, count);
        const shown = found.map(({ due, items }) => [due, items.map((item) => item.event.id).sort()]);
        const all = everyReminder(list, wanted, now).map(([due, ids]) => [due, [...ids].sort()]);
        expect(shown).toEqual(all.slice(0, count));
      },
    ),
    { numRuns: 150 },
  );
});

test('the next reminders are found where event and channel are at the two ends of the world', () => {
  const east = makeEvent('east', opens('2030-06-08'), { zone: 'Pacific/Kiritimati', opensAt: '00:00' });
  const west = makeEvent('west', expires('2030-06-08'), { zone: 'Pacific/Pago_Pago' });
  // 5 June 23:59 in Pago Pago: 49 hours nearer to the anchor than three days are long.
  const late = queryWith({ zone: 'Pacific/Pago_Pago', postingTime: '23:59', leads: leads('3d') });
  const [first] = nextReminders(index(makeList([east])), late, at('2030-06-06T10:58:59Z'), 1);
  expect(first?.due).toBe(at('2030-06-06T10:59:00Z'));
  // 5 June 00:00 in Kiritimati is 49 hours further from it, and still before a nearer anchor's reminder.
  const early = queryWith({ zone: 'Pacific/Kiritimati', postingTime: '00:00', leads: leads('3d') });
  const near = makeEvent('near', opens('2030-06-08'), { zone: 'Pacific/Kiritimati' });
  const found = nextReminders(index(makeList([near, west])), early, at('2030-06-01T00:00:00Z'), 1);
  expect(found.map(({ items }) => items.length)).toEqual([2]);
});

test('the next reminders of 10,000 events a day apart are found without working them all out', () => {
  const events = Array.from({ length: 10_000 }, (_, i) => {
    const on = new Date(Date.UTC(2030, 0, 1 + i)).toISOString().slice(0, 10);
    return makeEvent(`e${i}`, opens(on));
  });
  const ready = index(makeList(events));
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now();
    nextReminders(ready, queryWith({ leads: leads('366d 7d 1d 0d') }), at('2031-06-01T00:00:00Z'), 3);
    return performance.now() - before;
  });
  // Working them all out takes many seconds; the limit is generous, since a machine may be busy.
  expect(Math.min(...times)).toBeLessThan(1_000);
});

test('a new subscription counts what had passed by event, up to and with the present instant', () => {
  const ready = index(makeList([makeEvent('a', opens('2030-06-08')), makeEvent('b', opens('2030-07-08'))]));
  const count = (now: string) =>
    previewLeads(ready, queryWith(), at(now)).passed.map((one) => [one.event.id, one.count]);
  expect(count('2030-06-01T08:59:59Z')).toEqual([]);
  expect(count('2030-06-01T09:00:00Z')).toEqual([['a', 1]]);
  expect(count('2030-06-07T09:00:00Z')).toEqual([['a', 2]]);
});

test('a new subscription says which leads need an hour: those in hours, and `at`, of a day on which something opens', () => {
  const ready = index(makeList([makeEvent('a', opens('2030-06-08')), makeEvent('b', expires('2030-06-08'))]));
  const { noHour } = previewLeads(ready, queryWith({ leads: leads('1d 1h at') }), at('2030-06-01T00:00:00Z'));
  expect(noHour.map(({ lead, events }) => [lead, events.map(({ id }) => id)])).toEqual([
    ['1h', ['a']],
    ['at', ['a']],
  ]);
});

test('a new subscription says which leads fall together, with the nearer one that is sent', () => {
  const takesEffect = { role: 'takes-effect', approximate: false, precision: 'day', day: '2030-06-08' } as const;
  const ready = index(makeList([makeEvent('a', takesEffect)]));
  const { together } = previewLeads(ready, queryWith(), at('2030-06-01T00:00:00Z'));
  expect(together.map(({ lead, with: other }) => [lead, other])).toEqual([['1d', '0d']]);
});

test('a new subscription says nothing of leads that fell together in the past', () => {
  const takesEffect = { role: 'takes-effect', approximate: false, precision: 'day', day: '2030-06-08' } as const;
  const ready = index(makeList([makeEvent('a', takesEffect)]));
  expect(previewLeads(ready, queryWith(), at('2030-06-07T10:00:00Z')).together).toEqual([]);
});

test('a new subscription counts every edge ahead that is wanted, and none that rests', () => {
  const rests = makeEvent('c', opens('2030-06-08'), { certainty: 'cancelled' });
  const other = makeEvent('d', opens('2030-06-08'), { kind: 'visit' });
  const ready = index(makeList([makeEvent('a', opens('2030-06-08')), rests, other]));
  const filter = { topics: null, kinds: ['talks'] };
  expect(previewLeads(ready, queryWith({}, filter), at('2030-06-01T00:00:00Z')).ahead).toBe(1);
});
