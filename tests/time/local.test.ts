import { describe, expect, test } from 'vitest';
import {
  addDays,
  atLocal,
  atLocalMinute,
  daysBetween,
  endOfDay,
  isLocalDay,
  isLocalMinute,
  isLocalTime,
  localDay,
  localTime,
  localWithOffset,
  startOfDay,
} from '../../src/time/local.ts';
import { searchInstant, wallClock } from './intl-oracle.ts';

const iso = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z');

describe('a local time becomes an instant', () => {
  test.each([
    ['on an ordinary day', '2025-10-31', '09:00', 'America/New_York', '2025-10-31T13:00Z'],
    ['fourteen hours ahead of UTC', '2025-10-24', '09:00', 'Pacific/Kiritimati', '2025-10-23T19:00Z'],
    ['with an offset of 5:45', '2025-10-24', '09:00', 'Asia/Kathmandu', '2025-10-24T03:15Z'],
    ['with an offset of 12:45 or 13:45', '2025-10-24', '09:00', 'Pacific/Chatham', '2025-10-23T19:15Z'],
    ['on a leap day', '2028-02-29', '09:00', 'America/New_York', '2028-02-29T14:00Z'],
    ['in UTC', '2025-10-24', '09:00', 'UTC', '2025-10-24T09:00Z'],
    ['that comes twice: the first', '2025-11-02', '01:30', 'America/New_York', '2025-11-02T05:30Z'],
    [
      'that comes twice, half an hour apart: the first',
      '2026-04-05',
      '01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:45Z',
    ],
    ['that is skipped: as if before the gap', '2025-03-09', '02:30', 'America/New_York', '2025-03-09T07:30Z'],
    ['that is skipped by half an hour', '2025-10-05', '02:15', 'Australia/Lord_Howe', '2025-10-04T15:45Z'],
    ['in a skipped day: as if before it', '2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T22:00Z'],
    ['on the day before a skipped day', '2011-12-29', '23:59', 'Pacific/Apia', '2011-12-30T09:59Z'],
    ['on the day after a skipped day', '2011-12-31', '00:00', 'Pacific/Apia', '2011-12-30T10:00Z'],
  ])('a local time %s becomes the instant that RFC 5545 says', (_what, day, time, zone, expected) => {
    expect(iso(atLocal(day, time, zone))).toBe(expected);
    expect(iso(searchInstant(`${day}T${time}`, zone))).toBe(expected);
    expect(atLocalMinute(`${day}T${time}`, zone)).toBe(atLocal(day, time, zone));
  });

  const aroundChanges = [
    ['America/New_York', '2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
    ['America/Chicago', '2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
    ['Europe/London', '2025-03-30', '2025-10-26', '2026-03-29', '2026-10-25'],
    ['Africa/Cairo', '2025-04-25', '2025-10-30', '2025-10-31', '2026-04-24'],
    ['Asia/Beirut', '2025-03-30', '2025-10-25', '2025-10-26', '2026-03-29'],
    ['America/Santiago', '2025-04-05', '2025-04-06', '2025-09-07', '2026-09-06'],
    ['America/Havana', '2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
    ['Australia/Lord_Howe', '2025-04-06', '2025-10-05', '2026-04-05', '2026-10-04'],
    ['Pacific/Chatham', '2025-04-06', '2025-09-28', '2026-04-05', '2026-09-27'],
    ['Africa/Casablanca', '2025-02-23', '2025-04-06', '2026-02-15', '2026-03-22'],
    ['America/St_Johns', '2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
    ['Pacific/Apia', '2011-12-29', '2011-12-30', '2011-12-31', '2012-01-01'],
  ];

  test.each(aroundChanges)(
    'the instants of local times agree with a search of the wall clock around every change in %s',
    (zone, ...days) => {
      for (const day of days) {
        for (let minute = 0; minute < 1440; minute += minute < 300 || minute > 1350 ? 15 : 240) {
          const time = new Date(minute * 60_000).toISOString().slice(11, 16);
          expect(`${day} ${time} ${iso(atLocal(day, time, zone))}`).toBe(
            `${day} ${time} ${iso(searchInstant(`${day}T${time}`, zone))}`,
          );
        }
      }
    },
  );
});

describe('a day begins and ends', () => {
  test.each([
    ['Africa/Cairo', '2025-04-25', '01:00'],
    ['Asia/Beirut', '2025-03-30', '01:00'],
    ['America/Santiago', '2025-09-07', '01:00'],
    ['America/Havana', '2025-03-09', '01:00'],
    ['America/New_York', '2025-11-01', '00:00'],
    ['Pacific/Kiritimati', '2025-11-01', '00:00'],
  ])('the day in %s, %s begins at %s with its very first instant', (zone, day, begins) => {
    const start = startOfDay(day, zone);
    expect(wallClock(start, zone)).toBe(`${day}T${begins}`);
    expect(wallClock(start - 1, zone).slice(0, 10)).toBe(addDays(day, -1));
  });

  test.each([
    ['a day of 24 hours', '2025-11-10', 'America/New_York', 24],
    ['a day of 25 hours', '2025-11-02', 'America/New_York', 25],
    ['a day of 23 hours', '2025-03-09', 'America/New_York', 23],
    ['a day of 24.5 hours', '2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['a day whose last hour comes twice', '2025-10-25', 'Asia/Beirut', 25],
    ['a day whose first hour comes twice', '2025-11-02', 'America/Havana', 25],
    ['a day whose first hour is skipped', '2025-09-07', 'America/Santiago', 23],
    ['a day that is skipped altogether', '2011-12-30', 'Pacific/Apia', 0],
  ])('%s ends where the next day begins', (_what, day, zone, hours) => {
    const end = endOfDay(day, zone);
    expect(end).toBe(startOfDay(addDays(day, 1), zone));
    expect((end - startOfDay(day, zone)) / 3_600_000).toBe(hours);
    if (hours > 0) expect(wallClock(end - 1, zone)).toBe(`${day}T23:59`);
  });

  test('New York leaves summer time on 2 November 2025, between the two deadlines of the shipped list', () => {
    expect(iso(startOfDay('2025-11-01', 'America/New_York'))).toBe('2025-11-01T04:00Z');
    expect(iso(endOfDay('2025-11-10', 'America/New_York'))).toBe('2025-11-11T05:00Z');
  });
});

test.each(['Asia/Kathmandu', 'Pacific/Kiritimati', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC', 'Pacific/Apia'])(
  'an instant becomes a local day and time in %s as the wall clock shows it',
  (zone) => {
    for (let hour = 0; hour < 24 * 10; hour += 1) {
      const instant = Date.UTC(2026, 2, 31) + hour * 3_599_000;
      expect(`${localDay(instant, zone)}T${localTime(instant, zone)}`).toBe(wallClock(instant, zone));
    }
  },
);

test('an instant is written with the offset beside it, whole or not, ahead or behind', () => {
  const instant = Date.parse('2025-10-31T13:00:59Z');
  expect(localWithOffset(instant, 'America/New_York')).toBe('2025-10-31T09:00-04:00');
  expect(localWithOffset(instant, 'Asia/Kathmandu')).toBe('2025-10-31T18:45+05:45');
  expect(localWithOffset(instant, 'America/St_Johns')).toBe('2025-10-31T10:30-02:30');
  expect(localWithOffset(instant, 'UTC')).toBe('2025-10-31T13:00+00:00');
});

describe('days are counted by the calendar', () => {
  test('days are counted over months, years, leap days and clock changes', () => {
    expect(addDays('2025-10-31', 1)).toBe('2025-11-01');
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(daysBetween('2025-10-26', '2025-11-10')).toBe(15);
    expect(daysBetween('2025-11-10', '2025-10-26')).toBe(-15);
  });

  test.each(['2025-02-30', '2025-13-01', '2025-00-10', '2025-1-1', '0999-12-31', '', '2027-02-29', '2025-10-31T00:00'])(
    'there is no day %j',
    (text) => expect(isLocalDay(text)).toBe(false),
  );

  test.each(['24:00', '9:00', '12:60', '', '09:00:00'])('there is no time %j', (text) =>
    expect(isLocalTime(text)).toBe(false),
  );

  test.each(['2025-10-31 09:00', '2025-10-31T9:00', '2025-02-30T09:00', '2025-10-31', '2025-10-31T09:00Z'])(
    'there is no minute %j',
    (text) => expect(isLocalMinute(text)).toBe(false),
  );

  test('days, times and minutes that there are are known as such', () => {
    expect([isLocalDay('2028-02-29'), isLocalTime('23:59'), isLocalMinute('2028-02-29T00:00')]).toEqual([
      true,
      true,
      true,
    ]);
  });
});
