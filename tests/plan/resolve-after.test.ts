import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import type { EventList } from '../../src/model/event.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { addBusinessDays, resolveAfter } from '../../src/plan/claims/resolve-after.ts';
import { claimedDate } from '../../src/render/dates/date-phrases.ts';
import { runAtOnce } from '../../src/time/machine.ts';
import { goodList } from '../build/list-texts.ts';

/** A list of entries in the short form, one a line. */
const list = (...entries: string[]): EventList =>
  goodList(`zone: UTC\nholidays: [2031-01-01]\nevents:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`);

const ORDER = 'title: Order signed, on: 2030-12-20';
const EFFECT = 'title: Order in effect, after: { event: order-signed, days: 30 }, edge: takes-effect';

/** The edges of an entry, as text. */
function edges(of: EventList, id: string): string[] {
  return (makeCatalogue(of).find(id)?.edges ?? []).map(
    ({ name, anchor }) => `${name} ${new Date(anchor).toISOString().slice(0, 16)}`,
  );
}

describe('a date that is counted from another event', () => {
  test('a date of 30 days after an order is that day, and is reminded of as one', () => {
    expect(edges(list(ORDER, EFFECT), 'order-in-effect')).toEqual(['takes-effect 2031-01-19T00:00']);
  });

  test('when the other event moves, the date that is counted from it moves too, and both are told', () => {
    const before = makeCatalogue(list(ORDER, EFFECT)).all;
    const after = makeCatalogue(list(ORDER.replace('20', '22'), EFFECT)).all;
    expect(
      compareLists(before, after)
        .map(({ event, kind }) => `${event} ${kind}`)
        .sort(),
    ).toEqual(['order-in-effect later', 'order-signed later']);
  });

  test.each([
    ['is not dated', 'title: Order signed, none: true'],
    ['has only a month', 'title: Order signed, month: 2030-12'],
    ['is cancelled', 'title: Order signed, on: 2030-12-20, certainty: cancelled'],
  ])('where the other event %s there is no date yet, and that is how it reads', (_what, order) => {
    const whole = list(order, EFFECT);
    expect(edges(whole, 'order-in-effect')).toEqual([]);
    const { events } = makeCatalogue(whole);
    const date = events.get('order-in-effect')?.claims[0]?.date;
    expect(date && claimedDate(date, { events: events, zone: 'UTC', reader: 'UTC' })).toBe(
      '30 days after Order signed, day not known',
    );
  });

  test('a chain is counted link by link, and the text of a date says from what', () => {
    const whole = list(EFFECT, 'title: Review, before: { event: order-in-effect, days: 5 }, edge: due', ORDER);
    expect(edges(whole, 'review')).toEqual(['due 2031-01-15T00:00']);
    const { events } = makeCatalogue(whole);
    const date = events.get('review')?.claims[0]?.date;
    expect(date && claimedDate(date, { events: events, zone: 'UTC', reader: 'UTC' })).toBe(
      'due 14 Jan 2031, 5 days before Order in effect',
    );
  });

  test('after several days it is counted from the last, before them from the first', () => {
    const fair = 'title: Fair, from: 2031-04-15, through: 2031-04-18';
    expect(edges(list(fair, 'title: A, after: { event: fair, days: 1 }'), 'a')).toEqual(['opens 2031-04-19T09:00']);
    expect(edges(list(fair, 'title: B, before: { event: fair, days: 1 }'), 'b')).toEqual(['opens 2031-04-14T09:00']);
  });

  test('business days leave out Saturdays, Sundays and the holidays of the file', () => {
    const comment = 'title: Comments, after: { event: order-signed, businessDays: 8 }, edge: due';
    expect(edges(list(ORDER, comment), 'comments')).toEqual(['due 2031-01-03T00:00']);
    expect(addBusinessDays('2030-12-20', 8, new Set())).toBe('2031-01-01');
    expect(addBusinessDays('2030-12-20', -1, new Set())).toBe('2030-12-19');
    expect(addBusinessDays('2030-12-23', -1, new Set())).toBe('2030-12-20');
    expect(addBusinessDays('2030-12-21', 0, new Set())).toBe('2030-12-23');
  });

  test('a list in which nothing is counted stays the same, and resolving again changes nothing', () => {
    const plain = list(ORDER);
    expect(runAtOnce(resolveAfter(plain))).toBe(plain);
    const once = runAtOnce(resolveAfter(list(ORDER, EFFECT)));
    expect(runAtOnce(resolveAfter(once))).toEqual(once);
  });
});
