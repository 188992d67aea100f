import { expect, test } from 'vitest';
import { readMinute, readTime } from '../../src/list/parse/read-minute.ts';

test.each([
  ['17:00', '17:00'],
  ['23:59:59', '23:59'],
  ['9:05', '09:05'],
  ['5pm', '17:00'],
  ['5 p.m.', '17:00'],
  ['5:30 PM', '17:30'],
  ['12:01 a.m.', '00:01'],
  ['12 a.m.', '00:00'],
  ['12 p.m.', '12:00'],
  ['11:59:59 pm', '23:59'],
])('the time %s is %s, never later than it says', (written, time) => {
  expect(readTime(written)).toBe(time);
});

test.each(['24:00', '13 pm', '0 am', '17:60', '17:00:60', '5', '5 o’clock', '5p', ''])('%j is no time', (text) => {
  expect(readTime(text)).toBeNull();
});

test('a minute is a day that exists, a time and, where it comes twice, the clock that is meant', () => {
  expect(readMinute('2025-11-10 12:01 a.m.')).toEqual({ minute: '2025-11-10T00:01', clock: null });
  expect(readMinute('2026-12-12T23:59:59')).toEqual({ minute: '2026-12-12T23:59', clock: null });
  expect(readMinute('2026-11-01 1:30 am EST')).toEqual({ minute: '2026-11-01T01:30', clock: 'EST' });
  expect(readMinute('2026-11-01 01:30 -05:00')).toEqual({ minute: '2026-11-01T01:30', clock: '-05:00' });
  expect(['2026-02-30 17:00', '2026-12-12', '2026-12-12 23:59 AoE2', '17:00'].map(readMinute)).toEqual(
    Array(4).fill(null),
  );
});
