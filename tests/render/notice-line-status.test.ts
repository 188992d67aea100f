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
      'Confirmed: Trump–Xi meeting at APEC is in 3 days: Thu 30 Oct, South Korea.',
    ],
    [
      'what became doubtful says so first',
      '2025-10-27T09:00-04:00',
      confirmed(redated(MEETING, day('opens', '2025-10-30'))),
      redated(MEETING, day('opens', '2025-10-30')),
      'Now in doubt: Trump–Xi meeting at APEC, Thu 30 Oct.',
    ],
    [
      'so does what has no date of its own',
      '2025-10-23T09:00-04:00',
      confirmed(MEETING),
      MEETING,
      'Now in doubt: Trump–Xi meeting at APEC, during APEC forum.',
    ],
    [
      'what is only expected now is not said to be in doubt',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      withCertainty(SUMMIT, 'expected'),
      'Less sure now: ASEAN summit, 26–28 Oct.',
    ],
    [
      'a date in doubt is told apart from an event in doubt',
      '2025-10-20T09:00-04:00',
      { ...SUMMIT, dateCertainty: 'confirmed' },
      { ...SUMMIT, dateCertainty: 'tentative' },
      'Date in doubt: ASEAN summit, 26–28 Oct.',
    ],
    [
      'what is cancelled will not happen',
      '2025-10-20T09:00-04:00',
      TARIFF,
      withCertainty(TARIFF, 'cancelled'),
      'Cancelled: 100% U.S. tariff on Chinese imports (was due to take effect Sat 1 Nov).',
    ],
    [
      'what was averted says so in the list’s own words',
      '2025-10-20T09:00-04:00',
      TARIFF,
      { ...withCertainty(TARIFF, 'cancelled'), outcome: { what: 'averted by a deal', day: null, source: null } },
      'Cancelled: 100% U.S. tariff on Chinese imports (was due to take effect Sat 1 Nov). Averted by a deal.',
    ],
    [
      'a cancelled end is told by what it was',
      '2025-10-20T09:00-04:00',
      TRUCE,
      withCertainty(TRUCE, 'cancelled'),
      'Cancelled: U.S.–China tariff truce (was due to end Mon 10 Nov).',
    ],
    [
      'what was cancelled after its day is told in the past',
      '2025-11-20T09:00-04:00',
      TARIFF,
      withCertainty(TARIFF, 'cancelled'),
      'Cancelled: 100% U.S. tariff on Chinese imports (was due to take effect Sat 1 Nov).',
    ],
    [
      'what is postponed has no new date yet',
      '2025-10-20T09:00-04:00',
      TALKS,
      withCertainty(TALKS, 'postponed'),
      'Postponed, no new date yet: U.S.–China trade talks in Malaysia (were due to begin 24–27 Oct).',
    ],
    [
      'what is on again has its date again',
      '2025-10-20T09:00-04:00',
      withCertainty(SUMMIT, 'cancelled'),
      SUMMIT,
      'On again: ASEAN summit is expected to open in 6 days: 26–28 Oct, Kuala Lumpur.',
    ],
    [
      'what is new is told like a reminder',
      '2025-10-20T09:00-04:00',
      null,
      TARIFF,
      'New. Threatened: 100% U.S. tariff on Chinese imports in 12 days, Sat 1 Nov.',
    ],
    [
      'what left the list is not said to be cancelled',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      null,
      'No longer listed: ASEAN summit (was 26–28 Oct).',
    ],
    [
      'a corrected text says that the date stands',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      { ...SUMMIT, summary: 'Another text.' },
      'Corrected: ASEAN summit, 26–28 Oct.',
    ],
    [
      'the far end of a range that moved is no date that stands',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, range('2025-10-26', '2025-10-28')),
      redated(SUMMIT, range('2025-10-26', '2025-10-29')),
      'Corrected: ASEAN summit, now 26–29 Oct (was 26–28 Oct).',
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
      '100% U.S. tariff on Chinese imports: Took effect.',
    ],
  ])('%s', (_rule, now, before, after, line) => {
    expect(noticeLineOf(now, before, after)).toBe(line);
  });
});
