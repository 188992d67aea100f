import { expect, test } from 'vitest';
import { formatDay, formatMonth, formatRange } from '../../src/time/local.ts';
import { parseInstant, toIso } from '../../src/time/world.ts';

test.each([
  ['weekday-short', 'Sat 1 Nov'],
  ['weekday', 'Sat 1 November'],
  ['weekday-year', 'Sat 1 Nov 2025'],
  ['day', '1 November'],
  ['day-short', '1 Nov'],
  ['day-year', '1 November 2025'],
] as const)('in the style %s a day is written as %s', (style, text) => {
  expect(formatDay('2025-11-01', style)).toBe(text);
});

test('a day in words is in the language asked for', () => {
  expect(formatDay('2025-11-01', 'weekday', 'de')).toBe('Sa 1 November');
  expect(formatDay('2025-11-01', 'day-year', 'fr')).toBe('1 novembre 2025');
});

test('a month has no day', () => {
  expect(formatMonth('2025-05')).toBe('May 2025');
});

test.each([
  ['2025-10-26', '2025-10-28', '26–28 Oct 2025'],
  ['2025-10-31', '2025-11-01', '31 Oct – 1 Nov 2025'],
  ['2025-12-30', '2026-01-02', '30 Dec 2025 – 2 Jan 2026'],
  ['2025-10-26', '2026-10-26', '26 Oct 2025 – 26 Oct 2026'],
  ['2025-10-26', '2025-10-26', '26 Oct 2025'],
])('the range from %s through %s in words is: %s', (from, through, text) => {
  expect(formatRange(from, through)).toBe(text);
});

test.each([
  ['2025-10-19', '2025-10-19T00:00:00.000Z'],
  ['2025-10-31T13:00Z', '2025-10-31T13:00:00.000Z'],
  ['2025-10-31T09:00-04:00', '2025-10-31T13:00:00.000Z'],
  ['2025-10-31T13:00:05.250Z', '2025-10-31T13:00:05.250Z'],
  ['2025-11-01T01:00+14:00', '2025-10-31T11:00:00.000Z'],
])('the instant %s is written as %s', (text, expected) => {
  const instant = parseInstant(text);
  expect(instant === null ? null : toIso(instant)).toBe(expected);
});

test.each([
  ['no offset, so nobody knows where', '2025-10-31T13:00'],
  ['a day that does not exist', '2025-02-30'],
  ['a minute of a day that does not exist', '2025-02-30T10:00Z'],
  ['a month that does not exist', '2025-13-01'],
  ['a named zone', '2025-10-31T13:00 EST'],
  ['a count of seconds', '1761915600'],
  ['words', 'tomorrow'],
  ['nothing', ''],
  ['an offset that does not exist', '2025-10-31T13:00+25:00'],
  ['another calendar order', '31.10.2025'],
])('the instant %s is refused', (_what, text) => {
  expect(parseInstant(text)).toBeNull();
});
