import { describe, expect, test } from 'vitest';
import type { Zone } from '../../src/model/date.ts';
import type { Certainty, ListEvent } from '../../src/model/event.ts';
import { lockScreenLine } from '../../src/render/reminder/lock-screen-line.ts';
import { capitalize } from '../../src/render/text/escape-text.ts';
import { at } from '../build/build-events.ts';
import { AAM, APEC, claim, day, edgeOf, event, SUMMIT, TALKS, TARIFF, TRUCE } from '../build/sample-events.ts';

function line(entry: ListEvent, now: string, zone: Zone = 'America/New_York'): string {
  return lockScreenLine({ event: entry, edge: edgeOf(entry), now: at(now), zone }, [capitalize]);
}

describe('the hand-written lines', () => {
  test('the tariff has its hand-written line, one day before, in New York', () => {
    expect(line(TARIFF, '2025-10-31T09:00-04:00')).toBe(
      'Threatened, not confirmed: a 100% U.S. tariff on Chinese imports would start tomorrow, Sat 1 November (New York).',
    );
  });
  test('the ASEAN summit has its hand-written line, day of, in New York, where it is 21:00 on the day before in Kuala Lumpur', () => {
    expect(line(SUMMIT, '2025-10-25T09:00-04:00')).toBe(
      'ASEAN summit opens Sun 26 October in Kuala Lumpur (tomorrow there). Dates from one source.',
    );
  });
  test('the truce has its hand-written line, a week before, in New York', () => {
    expect(line(TRUCE, '2025-11-03T09:00-05:00')).toBe(
      'The U.S.–China tariff truce ends in 7 days: it runs through Mon 10 November (New York). No extension recorded.',
    );
  });
  test('the truce has its hand-written line, in its last hour, in New York', () => {
    expect(line(TRUCE, '2025-11-10T23:00-05:00')).toBe(
      'One hour left: the U.S.–China tariff truce runs through today, 10 November, midnight in New York. No extension recorded.',
    );
  });
});

test('what opens where no place is known is named by the city whose calendar counts, in one bracket with the distance', () => {
  const hearing = event({
    title: 'Hearing',
    phrase: 'the hearing',
    claims: [claim({ date: { role: 'opens', approximate: false, precision: 'minute', minute: '2025-11-04T14:00' } })],
  });
  expect(line(hearing, '2025-11-04T13:00-05:00')).toBe(
    'The hearing opens Tue 4 November, 14:00 (New York, in 1 hour). Date from one source.',
  );
});

test('a line names the year of the date that another source gives where it is another, and what it dates only where that differs', () => {
  const truce = (until: string) =>
    event({
      title: 'Truce',
      phrase: 'the truce',
      claims: [
        claim({ source: AAM, date: day('expires', '2025-11-10'), dates: 'the truce' }),
        claim({ date: day('expires', until), dates: 'the truce' }),
      ],
    });
  const now = '2025-11-03T09:00-05:00';
  expect(line(truce('2026-11-10'), now)).toMatch(/ ILKHA: 10 November 2026\.$/);
  expect(line(truce('2025-11-12'), now)).toMatch(/ ILKHA: 12 November\.$/);
});

describe('the distance in the line', () => {
  test.each<[string, ListEvent, string, Zone, string]>([
    [
      'a week of days',
      TARIFF,
      '2025-10-25T09:00-04:00',
      'America/New_York',
      'start in 7 days, Sat 1 November (New York)',
    ],
    [
      'two days at the place are two, though it is one by the reader',
      TARIFF,
      '2025-10-31T09:00+09:00',
      'Asia/Seoul',
      'start in 2 days, Sat 1 November',
    ],
    [
      'the reader is already in the day',
      TARIFF,
      '2025-11-01T09:00+09:00',
      'Asia/Seoul',
      'start in 4 hours, Sat 1 November (New York)',
    ],
    [
      'the anchor falls on another day for the reader',
      TARIFF,
      '2025-10-31T08:00-05:00',
      'America/Chicago',
      'start tomorrow there, Sat 1 November',
    ],
    [
      'twelve hours are hours',
      TARIFF,
      '2025-10-31T09:00-07:00',
      'America/Los_Angeles',
      'start in 12 hours, Sat 1 November',
    ],
    ['half hours are said', TARIFF, '2025-10-31T22:30-04:00', 'America/New_York', 'start in 1 hour 30 minutes, Sat'],
    [
      'a tick that comes a moment late does not lose a minute',
      TARIFF,
      '2025-10-31T23:00:00.700-04:00',
      'America/New_York',
      'start in 1 hour, Sat',
    ],
    ['at the anchor it is now', TARIFF, '2025-11-01T00:00:01-04:00', 'America/New_York', 'start now, Sat 1 November'],
    [
      'past the anchor it was due',
      TARIFF,
      '2025-11-01T00:10-04:00',
      'America/New_York',
      'was due to take effect 10 minutes ago, Sat 1 November',
    ],
    [
      'days past it was due, in days',
      TARIFF,
      '2025-11-03T09:00-05:00',
      'America/New_York',
      'was due to take effect 2 days ago, Sat',
    ],
    [
      'the last day of a truce is today until its end',
      TRUCE,
      '2025-11-10T09:00-05:00',
      'America/New_York',
      'ends today: it runs through Mon 10 November (New York)',
    ],
    [
      'the day before it ends',
      TRUCE,
      '2025-11-09T09:00-05:00',
      'America/New_York',
      'ends tomorrow: it runs through Mon 10 November',
    ],
    [
      'no "today" for a reader in the next day',
      TRUCE,
      '2025-11-11T13:00+09:00',
      'Asia/Seoul',
      'One hour left: the U.S.–China tariff truce runs through 10 November, midnight in New York',
    ],
    [
      'an opening day counts no hours',
      APEC,
      '2025-10-31T06:00+09:00',
      'Asia/Seoul',
      'opens Fri 31 October in South Korea (today)',
    ],
    [
      'an opening day is not over at nine in the morning',
      APEC,
      '2025-10-31T09:00:01+09:00',
      'Asia/Seoul',
      'opens Fri 31 October in South Korea (today)',
    ],
    [
      'on the second day of a range it was due to open',
      APEC,
      '2025-11-01T09:00+09:00',
      'Asia/Seoul',
      'was due to open Fri 31 October in South Korea (yesterday)',
    ],
    [
      'another year is named',
      TALKS,
      '2026-11-22T09:00-05:00',
      'America/New_York',
      'were due to open Fri 24 Oct 2025 in Kuala Lumpur (394 days ago)',
    ],
    [
      'over the end of daylight saving a day stays a day',
      TRUCE,
      '2025-11-01T09:00-04:00',
      'America/New_York',
      'ends in 9 days: it runs through',
    ],
  ])('the distance is the true one at the place: %s', (_rule, entry, now, zone, part) => {
    expect(line(entry, now, zone)).toContain(part);
  });
});

describe('how sure the line sounds', () => {
  const comments = (certainty: Certainty, dateCertainty: Certainty | null = null) =>
    event({
      phrase: 'the comment period',
      certainty,
      dateCertainty,
      claims: [claim({ date: day('closes', '2025-11-10') })],
    });
  test.each<[Certainty, Certainty | null, string]>([
    [
      'confirmed',
      null,
      'The comment period closes tomorrow: it stays open through Mon 10 November (New York). No extension recorded.',
    ],
    [
      'expected',
      null,
      'The comment period is expected to close tomorrow, at the end of Mon 10 November (New York). No extension recorded.',
    ],
    [
      'tentative',
      null,
      'Tentative, not confirmed: the comment period may close tomorrow, at the end of Mon 10 November (New York).',
    ],
    [
      'threatened',
      null,
      'Threatened, not confirmed: the comment period would close tomorrow, at the end of Mon 10 November (New York).',
    ],
    [
      'confirmed',
      'tentative',
      'Date not confirmed: the comment period may close tomorrow, at the end of Mon 10 November (New York).',
    ],
    ['cancelled', null, 'Cancelled: the comment period, Mon 10 November (New York).'],
    ['postponed', null, 'Postponed, no new date: the comment period, was Mon 10 November (New York).'],
  ])('the line sounds as sure as the event: %s, its date %s', (certainty, dateCertainty, said) => {
    expect(line(comments(certainty, dateCertainty), '2025-11-09T09:00-05:00')).toBe(said);
  });

  describe('where credible sources differ on the day', () => {
    test('where credible sources differ on the day, the line promises no more than the followed source, and says what the other says', () => {
      expect(line(TALKS, '2025-10-23T09:00+09:00', 'Asia/Seoul')).toBe(
        "U.S.–China trade talks in Malaysia: from tomorrow, Fri 24 October (the delegation's stay). ILKHA: the talks around 26 October.",
      );
    });
    test('the line says at least that sources differ, where there is no room for more', () => {
      expect(line(TALKS, '2025-10-23T09:00-04:00')).toBe(
        "U.S.–China trade talks in Malaysia: from tomorrow there, Fri 24 October (the delegation's stay). Sources differ.",
      );
      const long = {
        ...TALKS,
        title: `${TALKS.title} on tariffs, rare earths, shipping and all else that is in dispute`,
      };
      expect(line(long, '2025-10-17T09:00-04:00')).toMatch(
        /^U\.S\.–China trade talks.*…: from Fri 24 October, in 7 days \(the delegation's stay\)\. Sources differ\.$/,
      );
    });
    test('a week before a day on which sources differ, the day comes first', () => {
      expect(line(TALKS, '2025-10-17T09:00-04:00')).toMatch(
        /: from Fri 24 October, in 7 days \(the delegation's stay\)\. /,
      );
    });
    test('a date of one day on which sources differ, and of which nobody says what it dates, is only expected', () => {
      const claims = [
        claim({ date: day('opens', '2025-10-26') }),
        claim({ source: AAM, date: day('opens', '2025-10-28') }),
      ];
      expect(line(event({ phrase: 'the summit', place: 'Geneva', claims }), '2025-10-25T09:00-04:00')).toBe(
        'The summit is expected to open Sun 26 October in Geneva (tomorrow). AAM: 28 October.',
      );
      const dated = claims.map((one) => ({ ...one, dates: 'the dinner' }));
      expect(line(event({ title: 'Summit', claims: dated }), '2025-10-25T09:00-04:00')).toBe(
        'Summit: tomorrow, Sun 26 October (the dinner). AAM: 28 October.',
      );
    });
    test('a deadline on which sources differ is only expected too', () => {
      const claims = [
        claim({ date: day('expires', '2025-11-10') }),
        claim({ source: AAM, date: day('expires', '2025-11-12') }),
      ];
      expect(line(event({ phrase: 'the truce', claims }), '2025-11-09T09:00-05:00')).toBe(
        'The truce is expected to end tomorrow, at the end of Mon 10 November (New York). AAM: 12 November.',
      );
    });
  });

  test.each([
    ['the hearings', true, 'The hearings take effect'],
    ['Bloomberg News', undefined, 'Bloomberg News takes effect'],
  ] as const)('the verb after "%s" follows what the entry says of it, not its spelling', (phrase, plural, words) => {
    const entry = event({ phrase, claims: [claim({ date: day('takes-effect', '2025-11-01') })] });
    const said = line({ ...entry, ...(plural ? { plural } : {}) }, '2025-10-31T09:00-04:00');
    expect(said.startsWith(`${words} tomorrow`)).toBe(true);
  });

  test('"around" a day is never counted in hours', () => {
    const vague = event({ phrase: 'the levy', claims: [claim({ date: day('takes-effect', '2025-11-01', true) })] });
    expect(line(vague, '2025-10-31T20:00-04:00')).toBe(
      'The levy takes effect tomorrow, around Sat 1 November (New York). Date from one source.',
    );
  });
});

describe('a line that is too long', () => {
  const long = (name: string) => ({ ...TARIFF, phrase: name });
  test('a line that is too long loses part of its name, never its date, certainty or distance', () => {
    const said = line(long(`a 100% U.S. tariff on ${'very '.repeat(20)}many things`), '2025-10-31T09:00-04:00');
    expect(said.length).toBeLessThanOrEqual(130);
    expect(said).toMatch(
      /^Threatened, not confirmed: a 100% U\.S\. tariff on.*… would start tomorrow, Sat 1 November \(New York\)\.$/,
    );
  });
  test('a line that is too long loses the note on sources before anything else', () => {
    const said = line(
      { ...SUMMIT, phrase: 'the summit of the Association of Southeast Asian Nations' },
      '2025-10-25T09:00-04:00',
    );
    expect(said).toBe(
      'The summit of the Association of Southeast Asian Nations opens Sun 26 October in Kuala Lumpur (tomorrow there).',
    );
  });
});
