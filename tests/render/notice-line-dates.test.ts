import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { confirmed, noticeLineOf, redated } from '../build/notice-views.ts';
import { day, event, minute, month, range, SUMMIT, TALKS, TARIFF, TRUCE, VISIT } from '../build/sample-events.ts';

const FILING = event({ id: 'filing', title: 'Filing', phrase: 'the filing', zone: 'Europe/London' });

describe('the line of a notice on a date that moved, came or went', () => {
  const summit = redated(SUMMIT, day('opens', '2025-10-30'));
  test.each<readonly [rule: string, now: string, before: ListEvent | null, after: ListEvent | null, line: string]>([
    [
      'an earlier date says how much sooner and how far it is',
      '2025-10-30T09:00-04:00',
      confirmed(TARIFF),
      confirmed(redated(TARIFF, day('takes-effect', '2025-10-31'))),
      'A day earlier: 100% U.S. tariff on Chinese imports now takes effect tomorrow, Fri 31 Oct.',
    ],
    [
      'an earlier date that is not sure does not sound sure',
      '2025-10-20T09:00-04:00',
      TARIFF,
      redated(TARIFF, day('takes-effect', '2025-10-28')),
      '4 days earlier: 100% U.S. tariff on Chinese imports would take effect in 8 days, Tue 28 Oct.',
    ],
    [
      'an earlier date that has passed when it is read is told in the past',
      '2025-10-29T09:00+08:00',
      summit,
      redated(SUMMIT, day('opens', '2025-10-28')),
      '2 days earlier: ASEAN summit was due to open yesterday local time, Tue 28 Oct.',
    ],
    [
      'no figure is given where a date was only "around" a day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26', true)),
      redated(SUMMIT, day('opens', '2025-10-24')),
      'Earlier: ASEAN summit is expected to open in 4 days, Fri 24 Oct, not around 26 Oct.',
    ],
    [
      'a minute that moves within a day is told in hours',
      '2025-10-20T09:00Z',
      redated(FILING, minute('2025-10-30T17:00', 'closes')),
      redated(FILING, minute('2025-10-30T12:30', 'closes')),
      '4 hours 30 minutes earlier: Filing now closes in 10 days, Thu 30 Oct, 12:30 p.m. London.',
    ],
    [
      'a minute that moves over midnight by less than a day is told in hours too',
      '2025-10-30T09:00Z',
      redated(FILING, minute('2025-10-31T00:30', 'closes')),
      redated(FILING, minute('2025-10-30T23:30', 'closes')),
      '1 hour earlier: Filing now closes today, Thu 30 Oct, 11:30 p.m. London.',
    ],
    [
      'the end of a day that becomes an hour of it is not said to be another day',
      '2025-10-20T09:00Z',
      redated(FILING, day('closes', '2025-10-30')),
      redated(FILING, minute('2025-10-30T17:00', 'closes')),
      'Earlier: Filing now closes in 10 days, Thu 30 Oct, 5 p.m. London, not the end of the day.',
    ],
    [
      'old and new date in two zones each name their city',
      '2025-10-20T09:00Z',
      redated(FILING, minute('2025-10-30T17:00', 'closes')),
      { ...redated(FILING, minute('2025-10-30T17:00', 'closes')), zone: 'Asia/Seoul' },
      'Earlier: Filing now closes in 10 days, Thu 30 Oct, 5 p.m. Seoul, not 30 Oct, 5 p.m. London.',
    ],
    [
      'a later date says which it is not',
      '2025-10-20T09:00-04:00',
      TARIFF,
      redated(TARIFF, day('takes-effect', '2025-12-15')),
      '44 days later: 100% U.S. tariff on Chinese imports would take effect 15 Dec.',
    ],
    [
      'a later range counts from its first day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, range('2025-10-26', '2025-10-28')),
      redated(SUMMIT, range('2025-10-28', '2025-10-30')),
      '2 days later: ASEAN summit is expected to open in 8 days, 28–30 Oct.',
    ],
    [
      'a date put off to a month names the month',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      redated(SUMMIT, month('2025-12')),
      'Later: ASEAN summit, now December 2025 (was 26–28 Oct).',
    ],
    [
      'an extension names both ends, the year where it is another one',
      '2025-11-09T09:00-05:00',
      TRUCE,
      redated(TRUCE, day('expires', '2026-01-31')),
      'Extended by 82 days: U.S.–China tariff truce now ends 31 Jan 2026.',
    ],
    [
      'a date that is set at last is told with its distance',
      '2025-10-20T09:00-04:00',
      confirmed(VISIT),
      confirmed(redated(VISIT, day('opens', '2026-04-12'))),
      'Date set: Trump’s visit to China begins in 6 months: Sun 12 Apr 2026, China.',
    ],
    [
      'an hour that is set is not a new date',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26')),
      redated(SUMMIT, minute('2025-10-26T14:30')),
      'Hour set: ASEAN summit is expected to open in 6 days: Sun 26 Oct, 2:30 p.m. Kuala Lumpur.',
    ],
    [
      'an hour that is withdrawn leaves the day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, minute('2025-10-26T14:30')),
      redated(SUMMIT, day('opens', '2025-10-26')),
      'Hour withdrawn: ASEAN summit, now 26 Oct (was 26 Oct, 2:30 p.m. Kuala Lumpur).',
    ],
    [
      'a date that is withdrawn says what it was and what is known now',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26')),
      redated(SUMMIT, month('2025-10')),
      'Date withdrawn: ASEAN summit, now October 2025 (was 26 Oct).',
    ],
  ])('%s', (_rule, now, before, after, line) => {
    expect(noticeLineOf(now, before, after)).toBe(line);
  });

  test('tomorrow is said to be tomorrow local time where the reader has another day', () => {
    const after = redated(SUMMIT, day('opens', '2025-10-25'));
    expect(noticeLineOf('2025-10-23T21:00-04:00', summit, after)).toContain(
      '5 days earlier: ASEAN summit is expected to open tomorrow local time, Sat 25 Oct.',
    );
    expect(noticeLineOf('2025-10-24T09:00+08:00', summit, after, 'Asia/Kuala_Lumpur')).toContain(
      '5 days earlier: ASEAN summit is expected to open tomorrow, Sat 25 Oct.',
    );
  });

  test('talks in the plural take a plural verb', () => {
    const turn = [redated(TALKS, day('opens', '2025-10-26')), redated(TALKS, day('opens', '2025-10-28'))] as const;
    expect(noticeLineOf('2025-10-20T09:00-04:00', ...turn)).toContain(
      '2 days later: U.S.–China trade talks in Malaysia are expected to begin in 8 days, Tue 28 Oct.',
    );
  });
});
