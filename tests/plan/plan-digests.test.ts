import { describe, expect, test } from 'vitest';
import type { Recurring } from '../../src/model/recurring.ts';
import {
  digestKey,
  mondayOf,
  nextDigest,
  type PlaceClock,
  planDigests,
  turnAfter,
  weekdayOf,
} from '../../src/plan/recurring/plan-digests.ts';
import { at } from '../build/build-events.ts';

const NEW_YORK: PlaceClock = { zone: 'America/New_York', postingTime: '09:00' };
const HOUR = 3_600_000;

function digest(over: Partial<Recurring> = {}): Recurring {
  return { guild: 'g', channel: 'c', kind: 'daily', time: '08:00', weekday: null, since: 0, paused: null, ...over };
}
const weekly = (weekday: number, over: Partial<Recurring> = {}) => digest({ kind: 'weekly', weekday, ...over });

/** What falls due in a window, as `day instant`. */
function due(rows: readonly Recurring[], after: string, upTo: string, clock = NEW_YORK): string[] {
  const found = planDigests(rows, () => clock, { after: at(after), upTo: at(upTo) });
  return found.map((one) => `${one.recurring.kind} ${one.day} ${new Date(one.due).toISOString()}`);
}

test('a daily digest falls due at its time by the place, from the first instant of its minute on and once', () => {
  expect(due([digest()], '2025-11-03T12:59:58Z', '2025-11-03T12:59:59.999Z')).toEqual([]);
  expect(due([digest()], '2025-11-03T12:59:59Z', '2025-11-03T13:00:00Z')).toEqual([
    'daily 2025-11-03 2025-11-03T13:00:00.000Z',
  ]);
  expect(due([digest()], '2025-11-03T13:00:00Z', '2025-11-03T13:00:01Z')).toEqual([]);
});

test('a digest without a time of its own falls due at the posting time of the server', () => {
  expect(due([digest({ time: null })], '2025-11-03T00:00:00Z', '2025-11-03T14:00:00Z')).toEqual([
    'daily 2025-11-03 2025-11-03T14:00:00.000Z',
  ]);
});

test('a weekly digest falls due on its weekday only', () => {
  // 3 November 2025 is a Monday.
  for (const [weekday, day] of [
    [1, '2025-11-03'],
    [2, '2025-11-04'],
    [7, '2025-11-09'],
  ] as const) {
    expect(due([weekly(weekday)], '2025-11-03T00:00:00Z', '2025-11-09T23:00:00Z')).toEqual([
      `weekly ${day} ${day}T13:00:00.000Z`,
    ]);
  }
});

test('after an outage of days only the newest digest of each kind falls due, however late', () => {
  const both = [digest(), weekly(1)];
  expect(due(both, '2025-10-20T00:00:00Z', '2025-11-05T23:00:00Z')).toEqual([
    'daily 2025-11-05 2025-11-05T13:00:00.000Z',
    'weekly 2025-11-03 2025-11-03T13:00:00.000Z',
  ]);
});

test('nothing that was due before its digest was made falls due, and nothing of what rests; a board is no digest', () => {
  const made = digest({ since: at('2025-11-03T13:00:00Z') });
  expect(due([made], '2025-11-03T00:00:00Z', '2025-11-03T20:00:00Z')).toEqual([]);
  expect(due([made], '2025-11-03T00:00:00Z', '2025-11-04T20:00:00Z')).toHaveLength(1);
  expect(due([digest({ paused: 'switched off' })], '2025-11-03T00:00:00Z', '2025-11-03T20:00:00Z')).toEqual([]);
  expect(due([digest({ kind: 'board' })], '2025-11-03T00:00:00Z', '2025-11-03T20:00:00Z')).toEqual([]);
});

describe('digests where clocks change', () => {
  // Clocks in New York go back on 2 November 2025 at 02:00 and forward on 9 March 2025 at 02:00.
  test('a time that comes twice gives one digest, at its first occurrence', () => {
    const row = digest({ time: '01:30' });
    expect(due([row], '2025-11-02T00:00:00Z', '2025-11-02T05:30:00Z')).toEqual([
      'daily 2025-11-02 2025-11-02T05:30:00.000Z',
    ]);
    expect(due([row], '2025-11-02T05:30:00Z', '2025-11-03T06:29:59Z')).toEqual([]);
    expect(due([row], '2025-11-02T05:30:00Z', '2025-11-03T06:30:00Z')).toEqual([
      'daily 2025-11-03 2025-11-03T06:30:00.000Z',
    ]);
  });

  test('a time that is skipped gives one digest all the same, by the offset before', () => {
    expect(due([digest({ time: '02:30' })], '2025-03-09T00:00:00Z', '2025-03-09T12:00:00Z')).toEqual([
      'daily 2025-03-09 2025-03-09T07:30:00.000Z',
    ]);
  });

  test.each(['America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'every local day of a year in %s has exactly one digest',
    (zone) => {
      const rows = [digest({ time: '00:30' })];
      const keys = new Set<string>();
      let count = 0;
      for (let now = at('2025-01-01T00:00:00Z'); now < at('2026-01-01T00:00:00Z'); now += 2 * HOUR) {
        const clock = { zone, postingTime: '09:00' };
        for (const one of planDigests(rows, () => clock, { after: now - 2 * HOUR, upTo: now })) {
          keys.add(digestKey('c', 'daily', one.day));
          count += 1;
        }
      }
      expect(count).toBe(365);
      expect(keys.size).toBe(365);
    },
  );
});

test('the next digest is the soonest of all, after now and not at it', () => {
  const rows = [digest(), weekly(3, { time: '07:00' })];
  const next = (after: string) => new Date(nextDigest(rows, () => NEW_YORK, at(after)) ?? 0).toISOString();
  expect(next('2025-11-03T12:59:59Z')).toBe('2025-11-03T13:00:00.000Z');
  expect(next('2025-11-03T13:00:00Z')).toBe('2025-11-04T13:00:00.000Z');
  expect(next('2025-11-04T13:00:00Z')).toBe('2025-11-05T12:00:00.000Z');
});

test('there is no next digest where none is active', () => {
  expect(nextDigest([], () => NEW_YORK, 0)).toBeNull();
  expect(nextDigest([digest({ paused: 'x' }), digest({ kind: 'board' })], () => NEW_YORK, 0)).toBeNull();
});

test('the next digest agrees with what falls due, second by second around it', () => {
  const row = weekly(7, { time: '23:45' });
  const { day, due: instant } = turnAfter(row, NEW_YORK, at('2025-10-28T00:00:00Z'));
  expect(day).toBe('2025-11-02');
  const found = (upTo: number) => planDigests([row], () => NEW_YORK, { after: at('2025-10-28T00:00:00Z'), upTo });
  expect(found(instant - 1)).toEqual([]);
  expect(found(instant)).toEqual([{ recurring: row, day, due: instant }]);
});

test('weekdays follow ISO 8601, before the epoch too', () => {
  expect(['2025-11-03', '2025-11-09', '1970-01-01', '1969-12-28', '2024-02-29'].map(weekdayOf)).toEqual([
    1, 7, 4, 7, 4,
  ]);
  expect(['2025-11-03', '2025-11-09', '2026-01-01'].map(mondayOf)).toEqual(['2025-11-03', '2025-11-03', '2025-12-29']);
});
