import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { confirmed, noticeLineOf, redated, withCertainty } from '../build/notice-views.ts';
import { day, ILKHA, MEETING, range, SUMMIT, TALKS, TARIFF, TRUCE } from '../build/sample-events.ts';

describe('the line of a notice on how an event stands', () => {
  test.each<readonly [rule: string, now: string, before: ListEvent | null, after: ListEvent | null, line: string]>([
    [
      'a confirmed event opens like its reminder',
      '2025-10-27T09:00-04:00',
      redated(MEETING, day('opens', '2025-10-30')),
      confirmed(redated(MEETING, day('opens', '2025-10-30'))),
      'Confirmed: the Trump–Xi meeting at APEC opens Thu 30 October in South Korea (in 3 days).',
    ],
    [
      'what became doubtful says so first',
      '2025-10-27T09:00-04:00',
      confirmed(redated(MEETING, day('opens', '2025-10-30'))),
      redated(MEETING, day('opens', '2025-10-30')),
      'Now in doubt: the Trump–Xi meeting at APEC may open Thu 30 October in South Korea (in 3 days).',
    ],
    [
      'so does what has no date of its own',
      '2025-10-23T09:00-04:00',
      confirmed(MEETING),
      MEETING,
      'Now in doubt: the Trump–Xi meeting at APEC, during APEC forum, day not given.',
    ],
    [
      'what is only expected now is not said to be in doubt',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      withCertainty(SUMMIT, 'expected'),
      'Less sure now: ASEAN summit is expected to open Sun 26 October in Kuala Lumpur (in 6 days).',
    ],
    [
      'a date in doubt is told apart from an event in doubt',
      '2025-10-20T09:00-04:00',
      { ...SUMMIT, dateCertainty: 'confirmed' },
      { ...SUMMIT, dateCertainty: 'tentative' },
      'Date in doubt: ASEAN summit may open Sun 26 October in Kuala Lumpur (in 6 days).',
    ],
    [
      'what is cancelled will not happen',
      '2025-10-20T09:00-04:00',
      TARIFF,
      withCertainty(TARIFF, 'cancelled'),
      'Cancelled: a 100% U.S. tariff on Chinese imports will not start Sat 1 November (New York).',
    ],
    [
      'what was averted says so in the list’s own words',
      '2025-10-20T09:00-04:00',
      TARIFF,
      { ...withCertainty(TARIFF, 'cancelled'), outcome: { what: 'averted by a deal', day: null, source: null } },
      'Cancelled: a 100% U.S. tariff on Chinese imports will not start Sat 1 November (New York). Averted by a deal.',
    ],
    [
      'a cancelled end is told by what it was',
      '2025-10-20T09:00-04:00',
      TRUCE,
      withCertainty(TRUCE, 'cancelled'),
      'Cancelled: the U.S.–China tariff truce was to run through Mon 10 November (New York).',
    ],
    [
      'what was cancelled after its day is told in the past',
      '2025-11-20T09:00-04:00',
      TARIFF,
      withCertainty(TARIFF, 'cancelled'),
      'Cancelled: a 100% U.S. tariff on Chinese imports was due to start Sat 1 November (New York).',
    ],
    [
      'what is postponed has no new date yet',
      '2025-10-20T09:00-04:00',
      TALKS,
      withCertainty(TALKS, 'postponed'),
      'Postponed, no new date yet: the U.S.–China trade talks in Malaysia will not open Fri 24 October (Kuala Lumpur).',
    ],
    [
      'what is on again has its date again',
      '2025-10-20T09:00-04:00',
      withCertainty(SUMMIT, 'cancelled'),
      SUMMIT,
      'On again: ASEAN summit opens Sun 26 October in Kuala Lumpur (in 6 days).',
    ],
    [
      'what is new is told like a reminder',
      '2025-10-20T09:00-04:00',
      null,
      TARIFF,
      'New, not confirmed: a 100% U.S. tariff on Chinese imports would start in 12 days, Sat 1 November (New York).',
    ],
    [
      'what left the list is not said to be cancelled',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      null,
      'Removed from the list: ASEAN summit, 26–28 Oct 2025. No more reminders follow.',
    ],
    [
      'a corrected text says that the date stands',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      { ...SUMMIT, summary: 'Another text.' },
      'Details corrected: ASEAN summit, 26–28 Oct 2025. The date stands.',
    ],
    [
      'the far end of a range that moved is no date that stands',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, range('2025-10-26', '2025-10-28')),
      redated(SUMMIT, range('2025-10-26', '2025-10-29')),
      'Details corrected: ASEAN summit, now 26–29 Oct 2025, not 26–28 Oct 2025.',
    ],
    [
      'an outcome that names its event stands by itself',
      '2025-11-11T09:00-05:00',
      TRUCE,
      { ...TRUCE, outcome: { what: 'The U.S.–China tariff truce was extended', day: null, source: ILKHA } },
      'Outcome: The U.S.–China tariff truce was extended.',
    ],
    [
      'an outcome that does not is told with its event',
      '2025-11-02T09:00-05:00',
      TARIFF,
      { ...TARIFF, outcome: { what: 'took effect', day: '2025-11-01', source: null } },
      'Outcome of a 100% U.S. tariff on Chinese imports: took effect.',
    ],
  ])('%s', (_rule, now, before, after, line) => {
    expect(noticeLineOf(now, before, after)).toBe(line);
  });
});
