import { expect, test } from 'vitest';
import type { EdgeName } from '../../src/model/edge.ts';
import { parseLead } from '../../src/model/lead.ts';
import { isInPause, pauseEndAt } from '../../src/plan/reminders/judge-silence.ts';
import { byUrgency, chooseNearest, isNearer } from '../../src/plan/reminders/order-reminders.ts';

const one = (lead: string, due: number, edge = 'closes') => ({ lead: parseLead(lead) ?? never(lead), due, edge });

function never(text: string): never {
  throw new Error(`${text} is no lead`);
}

test('a pause holds until its end, which is outside of it; none, or one that is over, holds nothing', () => {
  expect([isInPause(1_000, 999), isInPause(1_000, 1_000), isInPause(1_000, 1_001)]).toEqual([true, false, false]);
  expect([isInPause(null, 0), isInPause(undefined, 0)]).toEqual([false, false]);
  expect([pauseEndAt(1_000, 999), pauseEndAt(1_000, 1_000), pauseEndAt(null, 0)]).toEqual([1_000, null, null]);
});

test('of leads in one unit the shorter is nearer, whenever it fell due; of a day and an hour the one that fell due later', () => {
  expect(isNearer(one('1d', 10), one('7d', 20))).toBe(true);
  expect(isNearer(one('1h', 10), one('3h', 20))).toBe(true);
  expect(isNearer(one('1h', 20), one('0d', 10))).toBe(true);
  expect(isNearer(one('24h', 10), one('1d', 20))).toBe(false);
});

test('of several missed leads the nearest of each edge is chosen, in whatever order they come', () => {
  const all = [one('7d', 1), one('0d', 3), one('1d', 2), one('1d', 2, 'opens'), one('7d', 9, 'opens')];
  for (const order of [all, all.toReversed()]) {
    const chosen = chooseNearest(order, ({ edge }) => edge);
    expect([chosen.get('closes')?.due, chosen.get('opens')?.due]).toEqual([3, 2]);
    const moved = [one('1d', 5), one('1d', 6)];
    expect(chooseNearest(order === all ? moved : moved.toReversed(), ({ edge }) => edge).get('closes')?.due).toBe(6);
  }
});

test('the nearer date is more urgent; of one instant a deadline before an opening, then by their names', () => {
  const date = (event: string, edge: EdgeName, anchor: number) => ({ event, edge, anchor });
  const sorted = [
    date('a', 'opens', 20),
    date('c', 'closes', 20),
    date('b', 'closes of the paper', 20),
    date('z', 'opens', 10),
  ].sort(byUrgency);
  expect(sorted.map(({ event }) => event)).toEqual(['z', 'b', 'c', 'a']);
  expect(byUrgency(date('a', 'closes', 1), date('a', 'closes of the paper', 1))).toBeLessThan(0);
});

test('of two dates the more important one is first, whichever is nearer', () => {
  const date = (event: string, anchor: number, importance?: 'high' | 'low') =>
    ({ event, edge: 'closes', anchor, ...(importance === undefined ? {} : { importance }) }) as const;
  const sorted = [date('low', 1, 'low'), date('near', 2), date('far', 3), date('high', 4, 'high')].sort(byUrgency);
  expect(sorted.map(({ event }) => event)).toEqual(['high', 'near', 'far', 'low']);
});
