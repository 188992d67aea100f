import { describe, expect, test } from 'vitest';
import { DEFAULT_GRACE, judgeLateness } from '../../src/plan/reminders/decide-send.ts';
import { at } from '../build/build-events.ts';
import { leads } from '../build/build-subscriptions.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DUE = at('2025-11-10T14:00:00Z');

/** How a lead stands `late` after it was due, its anchor `ahead` of the instant it was due at. */
function judged(lead: string, ahead: number, late: number) {
  const [parsed] = leads(lead);
  if (parsed === undefined) throw new Error('no lead');
  return judgeLateness({ lead: parsed, due: DUE, anchor: DUE + ahead }, DUE + late, DEFAULT_GRACE);
}

describe('grace', () => {
  test.each([
    ['7d', 7 * 24 * HOUR, 6 * HOUR],
    ['1d', 24 * HOUR, 6 * HOUR],
    ['12h', 12 * HOUR, 6 * HOUR],
    ['11h', 11 * HOUR, 5.5 * HOUR],
    ['6h', 6 * HOUR, 3 * HOUR],
    ['1h', HOUR, 30 * MINUTE],
    ['15m', 15 * MINUTE, 7.5 * MINUTE],
    ['0d', 15 * HOUR, 6 * HOUR],
  ])('grace is half the lead, at most six hours: %s', (lead, ahead, grace) => {
    expect(judged(lead, ahead, 0)).toBe('on time');
    expect(judged(lead, ahead, 2 * MINUTE)).toBe('on time');
    expect(judged(lead, ahead, 2 * MINUTE + 1)).toBe('late');
    expect(judged(lead, ahead, grace)).toBe('late');
    expect(judged(lead, ahead, grace + 1)).toBe('beyond grace');
    expect(judged(lead, ahead, ahead)).toBe('beyond grace');
    expect(judged(lead, ahead, ahead + 1)).toBe('past anchor');
  });
});

describe('grace at the anchor', () => {
  test.each([
    ['0d', 4 * HOUR],
    ['1d', 3 * HOUR],
    ['7d', 5 * HOUR],
  ])('grace never reaches past the anchor: %s whose anchor is only %i ms ahead', (lead, ahead) => {
    expect(judged(lead, ahead, ahead)).toBe('late');
    expect(judged(lead, ahead, ahead + 1)).toBe('past anchor');
  });

  test('a lead shorter than what counts as punctual is still never sent after its anchor', () => {
    expect(judged('1m', MINUTE, MINUTE)).toBe('on time');
    expect(judged('1m', MINUTE, MINUTE + 1)).toBe('past anchor');
  });
});

test('a reminder `at` the anchor has fifteen minutes', () => {
  expect(judged('at', 0, 0)).toBe('on time');
  expect(judged('at', 0, 2 * MINUTE)).toBe('on time');
  expect(judged('at', 0, 2 * MINUTE + 1)).toBe('late');
  expect(judged('at', 0, 15 * MINUTE)).toBe('late');
  expect(judged('at', 0, 15 * MINUTE + 1)).toBe('past anchor');
});

test('a day lead that falls on its anchor is punctual for as long as any other, and then over', () => {
  expect(judged('0d', 0, 0)).toBe('on time');
  expect(judged('0d', 0, SECOND)).toBe('on time');
  expect(judged('0d', 0, 2 * MINUTE)).toBe('on time');
  expect(judged('0d', 0, 2 * MINUTE + 1)).toBe('past anchor');
});

test('a grace from the settings file takes the place of the six hours and the fifteen minutes', () => {
  const [day] = leads('1d');
  const [now] = leads('at');
  if (day === undefined || now === undefined) throw new Error('no lead');
  const short = { most: HOUR, at: 5 * MINUTE };
  expect(judgeLateness({ lead: day, due: DUE, anchor: DUE + 24 * HOUR }, DUE + HOUR, short)).toBe('late');
  expect(judgeLateness({ lead: day, due: DUE, anchor: DUE + 24 * HOUR }, DUE + HOUR + 1, short)).toBe('beyond grace');
  expect(judgeLateness({ lead: now, due: DUE, anchor: DUE }, DUE + 5 * MINUTE + 1, short)).toBe('past anchor');
});
