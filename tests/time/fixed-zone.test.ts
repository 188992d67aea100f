import { expect, test } from 'vitest';
import { fixedOffset, readFixedZone } from '../../src/time/fixed-zone.ts';
import { atLocal, endOfDay, localDay, localWithOffset, namesOfTwice, zoneCity } from '../../src/time/local.ts';

test.each([
  ['AoE', 'AoE', -720, 'Anywhere on Earth'],
  ['UTC-12', 'UTC-12', -720, 'UTC−12'],
  ['UTC-8', 'UTC-8', -480, 'UTC−8'],
  ['utc+05:30', 'UTC+5:30', 330, 'UTC+5:30'],
  ['UTC-3:30', 'UTC-3:30', -210, 'UTC−3:30'],
  ['GMT+1', 'GMT+1', 60, 'GMT+1'],
  ['GMT', 'GMT', 0, 'GMT'],
  ['UTC+0', 'UTC', 0, 'UTC'],
  ['-08:00', 'UTC-8', -480, 'UTC−8'],
])('the fixed zone %s is kept as %s, %i minutes from UTC, and shown as %s', (written, kept, minutes, shown) => {
  expect(readFixedZone(written)).toBe(kept);
  expect(fixedOffset(kept)).toBe(minutes);
  expect(zoneCity(kept)).toBe(shown);
});

test.each(['UTC-13', 'UTC+15', 'UTC+5:75', 'PST', 'EST5EDT', 'Etc/GMT+2', 'America/New_York', '', 'UTC-'])(
  '%j is no fixed zone',
  (text) => expect(readFixedZone(text)).toBeNull(),
);

test('a zone with rules of its own has no fixed offset', () => {
  expect(['America/New_York', 'Europe/London', 'Asia/Seoul'].map(fixedOffset)).toEqual([null, null, null]);
});

test('a day in a fixed zone ends by that offset all year, and no minute of it comes twice', () => {
  const utc = (instant: number) => new Date(instant).toISOString();
  expect(utc(endOfDay('2026-12-12', 'AoE'))).toBe('2026-12-13T12:00:00.000Z');
  expect(utc(atLocal('2026-07-01', '23:59', 'UTC-8'))).toBe('2026-07-02T07:59:00.000Z');
  expect(utc(atLocal('2026-12-01', '23:59', 'UTC-8'))).toBe('2026-12-02T07:59:00.000Z');
  expect(utc(atLocal('2026-12-01', '00:00', 'UTC+5:30'))).toBe('2026-11-30T18:30:00.000Z');
  expect(localDay(Date.UTC(2026, 11, 13, 11, 59), 'AoE')).toBe('2026-12-12');
  expect(localWithOffset(Date.UTC(2026, 11, 13, 11, 59), 'AoE')).toBe('2026-12-12T23:59-12:00');
  expect(namesOfTwice('2026-11-01T01:30', 'UTC-5')).toBeNull();
});
