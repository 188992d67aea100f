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
      'Earlier: a 100% U.S. tariff on Chinese imports now starts Fri 31 October, a day sooner (tomorrow).',
    ],
    [
      'an earlier date that is not sure does not sound sure',
      '2025-10-20T09:00-04:00',
      TARIFF,
      redated(TARIFF, day('takes-effect', '2025-10-28')),
      'Earlier, not confirmed: a 100% U.S. tariff on Chinese imports would now start Tue 28 October, 4 days sooner (in 8 days).',
    ],
    [
      'an earlier date that has passed when it is read is told in the past',
      '2025-10-29T09:00+08:00',
      summit,
      redated(SUMMIT, day('opens', '2025-10-28')),
      'Earlier: ASEAN summit was moved to Tue 28 October, 2 days sooner (yesterday there).',
    ],
    [
      'no figure is given where a date was only "around" a day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26', true)),
      redated(SUMMIT, day('opens', '2025-10-24')),
      'Earlier: ASEAN summit now opens Fri 24 October (in 4 days), not around 26 October.',
    ],
    [
      'a minute that moves within a day is told in hours',
      '2025-10-20T09:00Z',
      redated(FILING, minute('2025-10-30T17:00', 'closes')),
      redated(FILING, minute('2025-10-30T12:30', 'closes')),
      'Earlier: the filing now closes Thu 30 October, 12:30, 4 hours 30 minutes sooner (in 10 days).',
    ],
    [
      'a minute that moves over midnight by less than a day is told in hours too',
      '2025-10-30T09:00Z',
      redated(FILING, minute('2025-10-31T00:30', 'closes')),
      redated(FILING, minute('2025-10-30T23:30', 'closes')),
      'Earlier: the filing now closes Thu 30 October, 23:30, 1 hour sooner (today).',
    ],
    [
      'the end of a day that becomes an hour of it is not said to be another day',
      '2025-10-20T09:00Z',
      redated(FILING, day('closes', '2025-10-30')),
      redated(FILING, minute('2025-10-30T17:00', 'closes')),
      'Earlier: the filing now closes Thu 30 October, 17:00 (in 10 days), not the end of the day.',
    ],
    [
      'old and new date in two zones each name their city',
      '2025-10-20T09:00Z',
      redated(FILING, minute('2025-10-30T17:00', 'closes')),
      { ...redated(FILING, minute('2025-10-30T17:00', 'closes')), zone: 'Asia/Seoul' },
      'Earlier: the filing now closes Thu 30 October, 17:00 (Seoul) (in 10 days), not 30 October, 17:00 (London).',
    ],
    [
      'a later date says which it is not',
      '2025-10-20T09:00-04:00',
      TARIFF,
      redated(TARIFF, day('takes-effect', '2025-12-15')),
      'Later, not confirmed: a 100% U.S. tariff on Chinese imports would now start 15 December, not 1 November.',
    ],
    [
      'a later range counts from its first day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, range('2025-10-26', '2025-10-28')),
      redated(SUMMIT, range('2025-10-28', '2025-10-30')),
      'Later: ASEAN summit now opens Tue 28 October, not 26 October.',
    ],
    [
      'a date put off to a month names the month',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      redated(SUMMIT, month('2025-12')),
      'Later: ASEAN summit, now December 2025, not 26–28 Oct 2025.',
    ],
    [
      'an extension names both ends, the year where it is another one',
      '2025-11-09T09:00-05:00',
      TRUCE,
      redated(TRUCE, day('expires', '2026-01-31')),
      'Extended: the U.S.–China tariff truce now runs through 31 January 2026, not 10 November.',
    ],
    [
      'a date that is set at last is told with its distance',
      '2025-10-20T09:00-04:00',
      confirmed(VISIT),
      confirmed(redated(VISIT, day('opens', '2026-04-12'))),
      "Date set: Trump's visit to China opens Sun 12 Apr 2026 in China (in 174 days).",
    ],
    [
      'an hour that is set is not a new date',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26')),
      redated(SUMMIT, minute('2025-10-26T14:30')),
      'Hour set: ASEAN summit opens Sun 26 October, 14:30 in Kuala Lumpur (in 6 days).',
    ],
    [
      'an hour that is withdrawn leaves the day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, minute('2025-10-26T14:30')),
      redated(SUMMIT, day('opens', '2025-10-26')),
      'Hour withdrawn: ASEAN summit, 26 October: no hour is given any more, it was 14:30.',
    ],
    [
      'a date that is withdrawn says what it was and what is known now',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26')),
      redated(SUMMIT, month('2025-10')),
      'Date withdrawn: ASEAN summit no longer has the date 26 October; now October 2025.',
    ],
  ])('%s', (_rule, now, before, after, line) => {
    expect(noticeLineOf(now, before, after)).toBe(line);
  });

  test('tomorrow is said to be tomorrow there where the reader has another day', () => {
    const after = redated(SUMMIT, day('opens', '2025-10-25'));
    expect(noticeLineOf('2025-10-23T21:00-04:00', summit, after)).toContain('5 days sooner (tomorrow there).');
    expect(noticeLineOf('2025-10-24T09:00+08:00', summit, after, 'Asia/Kuala_Lumpur')).toContain(
      '5 days sooner (tomorrow).',
    );
  });

  test('talks in the plural take a plural verb', () => {
    const turn = [redated(TALKS, day('opens', '2025-10-26')), redated(TALKS, day('opens', '2025-10-28'))] as const;
    expect(noticeLineOf('2025-10-20T09:00-04:00', ...turn)).toContain('talks in Malaysia now open Tue 28 October');
  });
});
