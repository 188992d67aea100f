import { describe, expect, test } from 'vitest';
import type { Zone } from '../../src/model/date.ts';
import type { Certainty, ListEvent } from '../../src/model/event.ts';
import { lockScreenLine } from '../../src/render/reminder/reminder-sentence.ts';
import { capitalize } from '../../src/render/text/escape-text.ts';
import { at } from '../build/build-events.ts';
import { APEC, claim, day, edgeOf, event, SUMMIT, TALKS, TARIFF, TRUCE } from '../build/sample-events.ts';

const NEW_YORK = 'America/New_York';

function lineOf(entries: readonly ListEvent[], now: string, zone: Zone = NEW_YORK): string {
  const items = entries.map((entry) => ({ event: entry, edge: edgeOf(entry), now: at(now), zone }));
  return lockScreenLine(items, capitalize);
}

/** The tariff with an hour that its source gives. */
const EXACT = { ...TARIFF, assumed: [] };
const HEARING = event({
  title: 'Hearing',
  kind: 'hearing',
  claims: [claim({ date: { role: 'opens', approximate: false, precision: 'minute', minute: '2025-11-04T14:00' } })],
});

test.each<[string, ListEvent, string, Zone, string]>([
  [
    'a threat says so first, and no hour that nobody gave',
    TARIFF,
    '2025-10-31T09:00-04:00',
    NEW_YORK,
    'Threatened: 100% U.S. tariff on Chinese imports tomorrow, Sat 1 Nov.',
  ],
  [
    'the day is the place’s where the reader’s calendar has another',
    SUMMIT,
    '2025-10-25T09:00-04:00',
    NEW_YORK,
    'ASEAN summit is expected to open tomorrow local time: 26–28 Oct, Kuala Lumpur.',
  ],
  [
    'a day that something ends with ends at its end',
    TRUCE,
    '2025-11-03T09:00-05:00',
    NEW_YORK,
    'U.S.–China tariff truce ends in 7 days: Mon 10 Nov, end of day New York.',
  ],
  [
    'on the last day it is today',
    TRUCE,
    '2025-11-10T09:00-05:00',
    NEW_YORK,
    'U.S.–China tariff truce ends today: Mon 10 Nov, end of day New York.',
  ],
  [
    'once hours count the end of a day is 11:59 p.m., never midnight',
    TRUCE,
    '2025-11-10T23:00-05:00',
    NEW_YORK,
    'U.S.–China tariff truce ends in 1 hour: Mon 10 Nov, 11:59 p.m. New York.',
  ],
  [
    'a reader of 24 hours reads 24 hours, and whose they are',
    TRUCE,
    '2025-11-10T23:00-05:00',
    'Europe/Berlin',
    'U.S.–China tariff truce ends in 1 hour: Mon 10 Nov, 23:59 New York.',
  ],
  [
    'no "today" for a reader who is in the next day',
    TRUCE,
    '2025-11-11T13:00+09:00',
    'Asia/Seoul',
    'U.S.–China tariff truce ends in 1 hour: Mon 10 Nov, 23:59 New York.',
  ],
  [
    'over the end of daylight saving a day stays a day',
    TRUCE,
    '2025-11-01T09:00-04:00',
    NEW_YORK,
    'U.S.–China tariff truce ends in 9 days: Mon 10 Nov, end of day New York.',
  ],
  [
    'an hour has its place',
    HEARING,
    '2025-11-04T13:00-05:00',
    NEW_YORK,
    'Hearing is in 1 hour: Tue 4 Nov, 2 p.m. New York.',
  ],
  [
    'a minute whose hour is assumed is a day',
    { ...HEARING, assumed: ['hour'] },
    '2025-11-03T09:00-05:00',
    NEW_YORK,
    'Hearing is tomorrow: Tue 4 Nov, New York.',
  ],
  [
    'the start of a day is 12:00 a.m. and its date',
    EXACT,
    '2025-10-25T09:00-04:00',
    NEW_YORK,
    'Threatened: 100% U.S. tariff on Chinese imports in 7 days, Sat 1 Nov, 12:00 a.m. New York.',
  ],
  [
    'two days at the place are two, though it is one by the reader',
    EXACT,
    '2025-10-31T09:00+09:00',
    'Asia/Seoul',
    'Threatened: 100% U.S. tariff on Chinese imports in 2 days, Sat 1 Nov, 00:00 New York.',
  ],
  [
    'half hours are said',
    EXACT,
    '2025-10-31T22:30-04:00',
    NEW_YORK,
    'Threatened: 100% U.S. tariff on Chinese imports in 1 hour 30 minutes, Sat 1 Nov, 12:00 a.m. New York.',
  ],
  [
    'a tick that comes a moment late does not lose a minute',
    EXACT,
    '2025-10-31T23:00:00.700-04:00',
    NEW_YORK,
    'Threatened: 100% U.S. tariff on Chinese imports in 1 hour, Sat 1 Nov, 12:00 a.m. New York.',
  ],
  [
    'at the anchor it is now',
    EXACT,
    '2025-11-01T00:00:01-04:00',
    NEW_YORK,
    'Threatened: 100% U.S. tariff on Chinese imports now, Sat 1 Nov, 12:00 a.m. New York.',
  ],
  [
    'past its anchor it was due, and was never sure',
    { ...EXACT, title: 'U.S. tariff' },
    '2025-11-03T09:00-05:00',
    NEW_YORK,
    'Threatened: U.S. tariff was due to take effect 2 days ago: Sat 1 Nov, 12:00 a.m. New York.',
  ],
  [
    'an opening day counts no hours',
    APEC,
    '2025-10-31T06:00+09:00',
    'Asia/Seoul',
    'APEC forum opens today: 31 Oct – 1 Nov, South Korea.',
  ],
  [
    'on the second day of a range it was due to open',
    APEC,
    '2025-11-01T09:00+09:00',
    'Asia/Seoul',
    'APEC forum was due to open yesterday: 31 Oct – 1 Nov, South Korea.',
  ],
  [
    'another year is named',
    TALKS,
    '2026-11-22T09:00-05:00',
    NEW_YORK,
    'U.S.–China trade talks in Malaysia were due to begin 394 days ago: 24–27 Oct 2025, Kuala Lumpur.',
  ],
  [
    'where credible sources differ on the day it is only expected',
    TALKS,
    '2025-10-23T09:00+09:00',
    'Asia/Seoul',
    'U.S.–China trade talks in Malaysia are expected to begin tomorrow: 24–27 Oct, Kuala Lumpur.',
  ],
  [
    '"around" a day is never counted in hours',
    event({ title: 'Levy', claims: [claim({ date: day('takes-effect', '2025-11-01', true) })] }),
    '2025-10-31T20:00-04:00',
    NEW_YORK,
    'Levy takes effect tomorrow: around Sat 1 Nov, New York.',
  ],
  [
    'the neutral verb is "is"',
    event({ title: 'Form 941', kind: 'filing', claims: [claim({ date: day('opens', '2025-11-01') })] }),
    '2025-10-31T09:00-04:00',
    NEW_YORK,
    'Form 941 is tomorrow: Sat 1 Nov, New York.',
  ],
  [
    'an entry may give its own verb',
    event({ title: 'Form 941', kind: 'filing', verb: 'is due', claims: [claim({ date: day('opens', '2025-11-01') })] }),
    '2025-10-31T09:00-04:00',
    NEW_YORK,
    'Form 941 is due tomorrow: Sat 1 Nov, New York.',
  ],
])('one date is one sentence: %s', (_rule, entry, now, zone, said) => {
  expect(lineOf([entry], now, zone)).toBe(said);
});

test.each<[Certainty, Certainty | null, string]>([
  ['confirmed', null, 'Comment period closes tomorrow: Mon 10 Nov, end of day New York.'],
  ['expected', null, 'Comment period is expected to close tomorrow: Mon 10 Nov, end of day New York.'],
  ['tentative', null, 'Comment period may close tomorrow: Mon 10 Nov, end of day New York.'],
  ['threatened', null, 'Threatened: Comment period tomorrow, Mon 10 Nov, end of day New York.'],
  ['confirmed', 'tentative', 'Comment period may close tomorrow: Mon 10 Nov, end of day New York.'],
  ['cancelled', null, 'Cancelled: Comment period, Mon 10 Nov, end of day New York.'],
  ['postponed', null, 'Postponed, no new date: Comment period, was Mon 10 Nov, end of day New York.'],
])('the line sounds as sure as the event: %s, its date %s', (certainty, dateCertainty, said) => {
  const claims = [claim({ date: day('closes', '2025-11-10') })];
  const entry = event({ title: 'Comment period', certainty, dateCertainty, claims });
  expect(lineOf([entry], '2025-11-09T09:00-05:00')).toBe(said);
});

test('an official source is its own confirmation, whatever others say', () => {
  const entry = event({
    title: 'Truce',
    claims: [
      claim({ date: day('expires', '2025-11-10'), source: { ...claim({}).source, id: 'order', official: true } }),
      claim({ date: day('expires', '2025-11-12') }),
    ],
  });
  expect(lineOf([entry], '2025-11-09T09:00-05:00')).toMatch(/^Truce ends tomorrow/);
});

test.each([
  ['Hearings', true, 'Hearings take effect'],
  ['Bloomberg News', undefined, 'Bloomberg News takes effect'],
] as const)('the verb after "%s" follows what the entry says of it, not its spelling', (title, plural, words) => {
  const entry = event({ title, claims: [claim({ date: day('takes-effect', '2025-11-01') })] });
  const said = lineOf([{ ...entry, ...(plural ? { plural } : {}) }], '2025-10-31T09:00-04:00');
  expect(said.startsWith(`${words} tomorrow`)).toBe(true);
});

describe('a line that is too long', () => {
  test('a line that is too long loses part of its name, never its date, certainty or distance', () => {
    const long = { ...TARIFF, title: `100% U.S. tariff on ${'very '.repeat(20)}many things` };
    const said = lineOf([long], '2025-10-31T09:00-04:00');
    expect(said.length).toBeLessThanOrEqual(110);
    expect(said).toMatch(/^Threatened: 100% U\.S\. tariff on very.*… tomorrow, Sat 1 Nov\.$/);
  });

  test('several dates are named in few words each, those that are not sure with how sure they are', () => {
    expect(lineOf([SUMMIT, { ...TRUCE, title: 'Truce' }], '2025-10-25T09:00-04:00')).toBe(
      'ASEAN summit tomorrow there (expected) · Truce ends in 16 days, 10 Nov',
    );
  });

  test('one of several that is past says that it was never sure', () => {
    expect(lineOf([{ ...EXACT, title: 'U.S. tariff' }, APEC], '2025-11-01T00:10-04:00')).toMatch(
      /^U\.S\. tariff was due to take effect 10 minutes ago \(threatened\) · /,
    );
  });

  test('dates that do not fit beside the others are counted', () => {
    expect(lineOf([SUMMIT, TARIFF, TRUCE], '2025-10-25T09:00-04:00')).toBe(
      'ASEAN summit tomorrow there (expected) · 100% U.S. tariff on Chinese imports in 7 days (threatened) · 1 more',
    );
  });
});
