import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { orderEvents } from '../../src/list/index/order-events.ts';
import type { ClaimDate } from '../../src/model/date.ts';
import { CERTAINTIES, type EventList, type ListEvent } from '../../src/model/event.ts';
import { at, expires, opens } from '../build/build-events.ts';
import { claim, makeEvent, makeList } from '../build/build-lists.ts';

const NOW = '2030-06-15T12:00:00Z';

function ordered(list: EventList, now = NOW) {
  return orderEvents(makeCatalogue(list).index(), at(now));
}

/** In which part an event stands, in a list with one summit that is over and one that is on. */
function partOf(event: ListEvent, now = NOW): string {
  const over = makeEvent('summit-over', range('2030-06-01', '2030-06-03'));
  const on = makeEvent('summit-on', range('2030-06-14', '2030-06-16'));
  const parts = ordered(makeList([event, over, on]), now);
  const has = (part: readonly { event: ListEvent }[]) => part.some((listed) => listed.event.id === event.id);
  if (parts.ahead.some(({ listed }) => listed.event.id === event.id)) return 'ahead';
  return has(parts.running) ? 'running' : has(parts.open) ? 'open' : has(parts.past) ? 'past' : 'lost';
}

function range(from: string, until: string): ClaimDate {
  return { role: 'opens', approximate: false, precision: 'range', from, through: until };
}

function dated(date: object, changes: Partial<ListEvent> = {}): ListEvent {
  return makeEvent('x', { role: 'opens', approximate: false, ...date } as ClaimDate, changes);
}

describe('where an event stands', () => {
  test.each([
    ['a day to come', dated({ precision: 'day', day: '2030-06-16' }), 'ahead'],
    ['a day whose hour has come', dated({ precision: 'day', day: '2030-06-15' }), 'running'],
    ['a day behind', dated({ precision: 'day', day: '2030-06-14' }), 'past'],
    ['a range that has begun', makeEvent('x', range('2030-06-14', '2030-06-15')), 'running'],
    ['a range that has ended', makeEvent('x', range('2030-06-12', '2030-06-14')), 'past'],
    ['the last day of a truce', makeEvent('x', expires('2030-06-15')), 'ahead'],
    ['the day after it', makeEvent('x', expires('2030-06-14')), 'past'],
    ['a minute to come', dated({ precision: 'minute', minute: '2030-06-15T12:01' }), 'ahead'],
    ['a minute that has come', dated({ precision: 'minute', minute: '2030-06-15T12:00' }), 'past'],
    ['this month', dated({ precision: 'month', month: '2030-06' }), 'open'],
    ['last month', dated({ precision: 'month', month: '2030-05' }), 'past'],
    ['last December', dated({ precision: 'month', month: '2029-12' }), 'past'],
    ['this quarter', dated({ precision: 'span', span: '2030-Q2' }), 'open'],
    ['last week', dated({ precision: 'span', span: '2030-W23' }), 'past'],
    ['this week', dated({ precision: 'span', span: '2030-W24' }), 'open'],
    ['the early part of this month, which is behind', dated({ precision: 'span', span: 'early 2030-06' }), 'past'],
    ['this year', dated({ precision: 'year', year: 2030 }), 'open'],
    ['last year', dated({ precision: 'year', year: 2029 }), 'past'],
    ['the last year that can be written', dated({ precision: 'year', year: 9999 }), 'open'],
    ['during a summit that is over', dated({ precision: 'during', event: 'summit-over' }), 'past'],
    ['during a summit that is on', dated({ precision: 'during', event: 'summit-on' }), 'open'],
    ['during itself', dated({ precision: 'during', event: 'x' }), 'open'],
    ['during an event that is not in the list', dated({ precision: 'during', event: 'gone' }), 'open'],
    ['no date set', dated({ precision: 'none' }), 'open'],
    ['no word on the date', makeEvent('x', null), 'open'],
    ['no credible claim', makeEvent('x', null, { claims: [claim(null, { credible: false })] }), 'past'],
    ['announced, in the past', dated({ role: 'announced', precision: 'day', day: '2030-06-01' }), 'past'],
    ['a day to come, cancelled', makeEvent('x', opens('2030-06-16'), { certainty: 'cancelled' }), 'ahead'],
    ['a day behind, cancelled', makeEvent('x', opens('2030-06-15'), { certainty: 'cancelled' }), 'past'],
    ['undated, cancelled', makeEvent('x', null, { certainty: 'cancelled' }), 'past'],
    ['a day to come, postponed', makeEvent('x', opens('2030-06-16'), { certainty: 'postponed' }), 'open'],
    ['a day to come, done', makeEvent('x', opens('2030-06-16'), { certainty: 'done' }), 'past'],
    ['undated, done', makeEvent('x', null, { certainty: 'done' }), 'past'],
    [
      'a day to come, with an outcome',
      makeEvent('x', opens('2030-06-16'), { outcome: { what: 'Held early', day: null, source: null } }),
      'past',
    ],
  ])('an event dated by %s stands where its calendar puts it', (_what, event, part) => {
    expect(partOf(event)).toBe(part);
  });

  test('an event is judged at its own place: a day ends there when it ends there', () => {
    const kiritimati = makeEvent('x', opens('2030-06-15'), { zone: 'Pacific/Kiritimati' });
    expect(partOf(kiritimati, '2030-06-15T09:59:00Z')).toBe('running');
    expect(partOf(kiritimati, '2030-06-15T10:00:00Z')).toBe('past');
  });
});

describe('the order of a list', () => {
  test('an ordered list has past events newest first, with a month behind the days in it and a year behind its months', () => {
    const list = makeList([
      dated({ precision: 'year', year: 2029 }, { id: 'year' }),
      dated({ precision: 'month', month: '2029-12' }, { id: 'december' }),
      makeEvent('day', opens('2029-12-05')),
      makeEvent('newest', opens('2030-01-05')),
    ]);
    expect(ordered(list).past.map(({ event }) => event.id)).toEqual(['newest', 'day', 'december', 'year']);
  });

  test('an ordered list shows an event at its next edge while one is ahead', () => {
    const both = makeEvent('both', null, { claims: [claim(opens('2030-06-10')), claim(expires('2030-06-20'))] });
    const [first] = ordered(makeList([both])).ahead;
    expect(first?.edge.kind).toBe('expires');
  });

  test('an ordered list loses no event and shows none twice, for any dates, certainties and instant', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2030-06-${String(n).padStart(2, '0')}`);
    const date = fc.oneof(
      day.map(opens),
      day.map(expires),
      fc.constant<ClaimDate>({ role: 'opens', approximate: false, precision: 'none' }),
      fc.constant<ClaimDate>({ role: 'opens', approximate: false, precision: 'month', month: '2030-06' }),
      fc
        .integer({ min: 0, max: 9 })
        .map((n): ClaimDate => ({ role: 'opens', approximate: false, precision: 'during', event: `e${n}` })),
    );
    const parts = fc.array(fc.tuple(fc.option(date), fc.option(date), fc.constantFrom(...CERTAINTIES)), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(parts, day, (given, today) => {
        const events = given.map(([one, other, certainty], i) =>
          makeEvent(`e${i}`, null, { certainty, claims: [claim(one), claim(other)] }),
        );
        const { running, ahead, open, past } = ordered(makeList(events), `${today}T12:00:00Z`);
        const shown = [...running, ...ahead.map(({ listed }) => listed), ...open, ...past].map(({ event }) => event.id);
        expect([...shown].sort()).toEqual(events.map(({ id }) => id).sort());
        for (const { edge } of ahead) expect(edge.anchor).toBeGreaterThan(at(`${today}T12:00:00Z`));
      }),
      { numRuns: 200 },
    );
  });
});

test('events without an exact date stand by the first day that they may mean, and those without any come last, by title', () => {
  const vague = [
    dated({ precision: 'year', year: 2031 }, { id: 'year' }),
    dated({ precision: 'none' }, { id: 'b-none', title: 'B' }),
    dated({ precision: 'none' }, { id: 'a-none', title: 'A' }),
    dated({ precision: 'span', span: '2030-Q4' }, { id: 'quarter' }),
    dated({ precision: 'span', span: 'late 2030-09' }, { id: 'late' }),
    dated({ precision: 'month', month: '2030-09' }, { id: 'month' }),
  ];
  const { open } = ordered(makeList(vague));
  expect(open.map(({ event }) => event.id)).toEqual(['month', 'late', 'quarter', 'year', 'a-none', 'b-none']);
});
