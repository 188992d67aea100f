import { describe, expect, test } from 'vitest';
import { type ClaimDate, EDGE_KINDS, firstDay, isAnchored } from '../../src/model/date.ts';
import { isDeadline } from '../../src/model/edge.ts';
import { keyText, momentKey } from '../../src/model/moment.ts';
import { type Problem, problemLine } from '../../src/model/problem.ts';
import { buildMoment } from '../build/build-subscriptions.ts';

const base = { role: 'opens', approximate: false } as const;

describe('a claimed date', () => {
  test.each([
    [{ ...base, precision: 'minute', minute: '2025-11-01T14:30' }, '2025-11-01'],
    [{ ...base, precision: 'day', day: '2025-11-01' }, '2025-11-01'],
    [{ ...base, precision: 'range', from: '2025-10-24', through: '2025-10-27' }, '2025-10-24'],
  ] as const)('a claimed date that people can be reminded of is counted from its first day: %j', (date, day) => {
    expect(isAnchored(date)).toBe(true);
    expect(firstDay(date)).toBe(day);
  });

  test.each([
    { ...base, precision: 'month', month: '2025-11' },
    { ...base, precision: 'year', year: 2026 },
    { ...base, precision: 'during', event: 'apec-2025' },
    { ...base, precision: 'none' },
  ] satisfies ClaimDate[])('a claimed date of $precision gives nothing to be reminded of', (date) => {
    expect(isAnchored(date)).toBe(false);
  });
});

test('people must act before every edge but an opening', () => {
  expect(EDGE_KINDS.filter(isDeadline)).toEqual(['closes', 'due', 'takes-effect', 'expires']);
});

describe('the key of a moment', () => {
  const moment = buildMoment('tariff', '1d', 1_000);

  test('the key of a moment is event, edge, source date, lead and channel', () => {
    expect(keyText(momentKey(moment))).toBe('tariff|takes-effect|2025-11-01|1d|channel');
  });

  test('the key of a moment is the same whenever the moment is due, wherever its anchor stands, and in whatever server', () => {
    const moved = { ...moment, due: 5, anchor: 6, guild: 'other' };
    expect(momentKey(moved)).toEqual(momentKey(moment));
  });

  test('the key of a moment differs by each of its five parts', () => {
    const others = [
      { ...moment, event: 'truce' },
      { ...moment, edge: 'expires' as const },
      { ...moment, sourceDate: '2025-11-02' },
      { ...moment, lead: { unit: 'minutes', count: 1440 } as const },
      { ...moment, channel: 'other' },
    ];
    expect(new Set([moment, ...others].map((one) => keyText(momentKey(one)))).size).toBe(6);
  });
});

describe('a problem as one line', () => {
  const problem: Problem = {
    file: 'data/a.yaml',
    line: 12,
    column: 5,
    at: 'events[3].zone',
    message: 'This zone does not exist.',
    found: 'CST',
    expected: 'an IANA zone such as America/Chicago',
  };

  test('the line of a problem names the place, what was found and what was expected', () => {
    expect(problemLine(problem)).toBe(
      'data/a.yaml:12:5: This zone does not exist. (events[3].zone) Found: CST. Expected: an IANA zone such as America/Chicago.',
    );
  });

  test('the line of a problem leaves out what is not known', () => {
    const bare = { ...problem, line: null, column: null, at: null, found: null, expected: null };
    expect(problemLine(bare)).toBe('data/a.yaml: This zone does not exist.');
    expect(problemLine({ ...bare, file: null })).toBe('This zone does not exist.');
  });
});
