import { describe, expect, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import { datePhase } from '../../src/render/dates/date-phase.ts';
import { claimedDate, dayDistance, hoursAndMinutes, rowDate } from '../../src/render/dates/date-phrases.ts';
import { archiveNote, freshnessField } from '../../src/render/event/source-fields.ts';
import { inPlace, placeName } from '../../src/render/text/event-name.ts';
import { formatRangeShort } from '../../src/time/local.ts';
import { at } from '../build/build-events.ts';
import { day, EVENTS, event, range, TARIFF } from '../build/sample-events.ts';

const minute: ClaimDate = { role: 'closes', approximate: false, precision: 'minute', minute: '2025-11-10T17:00' };
const year: ClaimDate = { role: 'opens', approximate: false, precision: 'year', year: 2026 };
const month: ClaimDate = { role: 'opens', approximate: true, precision: 'month', month: '2025-10' };
const during: ClaimDate = { role: 'opens', approximate: false, precision: 'during', event: 'apec-2025' };
const span = (text: string): ClaimDate => ({ role: 'opens', approximate: false, precision: 'span', span: text });
const PLACE = { events: EVENTS, zone: 'America/New_York', reader: 'America/New_York' };
const none: ClaimDate = { role: 'opens', approximate: false, precision: 'none' };

test.each<[ClaimDate, string, string]>([
  [day('opens', '2025-10-18'), '18 Oct 2025', 'Sat 18 Oct'],
  [day('opens', '2025-10-26', true), 'around 26 Oct 2025', 'around Sun 26 Oct'],
  [range('2025-10-26', '2025-10-28'), '26–28 Oct 2025', '26–28 Oct'],
  [range('2025-10-31', '2025-11-01'), '31 Oct – 1 Nov 2025', '31 Oct – 1 Nov'],
  [range('2025-12-30', '2026-01-02'), '30 Dec 2025 – 2 Jan 2026', '30 Dec 2025 – 2 Jan 2026'],
  [day('takes-effect', '2025-11-01'), 'from 1 Nov 2025', 'Sat 1 Nov'],
  [day('expires', '2025-11-10'), 'through 10 Nov 2025', 'through Mon 10 Nov'],
  [day('closes', '2026-01-31'), 'through 31 Jan 2026', 'through Sat 31 Jan 2026'],
  [minute, 'until 10 Nov 2025, 5 p.m. New York', 'until Mon 10 Nov, 5 p.m. New York'],
  [day('announced', '2025-10-09'), 'announced 9 Oct 2025', 'Thu 9 Oct'],
  [day('ended', '2025-10-09'), 'ended 9 Oct 2025', 'Thu 9 Oct'],
  [month, 'around October 2025', 'around October 2025'],
  [span('2027-Q2'), 'Q2 2027', 'Q2 2027'],
  [span('2027-H1'), 'first half of 2027', 'first half of 2027'],
  [span('2027-H2'), 'second half of 2027', 'second half of 2027'],
  [span('early 2027-03'), 'early March 2027', 'early March 2027'],
  [span('2027-W05'), 'week of 1 Feb 2027', 'week of 1 Feb 2027'],
  [year, '2026', '2026'],
  [during, 'during APEC forum', 'during APEC forum'],
  [none, 'no date set', 'no date set'],
])('a date is said as its source gives it: %o', (date, claimed, row) => {
  expect(claimedDate(date, PLACE)).toBe(claimed);
  expect(rowDate(date, '2025', PLACE)).toBe(row);
});

test('what happens during an event that has left the list names its id', () => {
  expect(claimedDate({ ...during, event: 'gone' } as ClaimDate, PLACE)).toBe('during gone');
});

test('a short range is one day, a span in a month, or over two', () => {
  expect([
    formatRangeShort('2025-10-28', '2025-10-28'),
    formatRangeShort('2025-10-26', '2025-10-28'),
    formatRangeShort('2025-10-31', '2025-11-01'),
  ]).toEqual(['28 Oct', '26–28 Oct', '31 Oct – 1 Nov']);
});

describe('how far a day is', () => {
  test.each([
    // now, zone of the place, zone of the reader, day, said
    ['2025-10-25T09:00-04:00', 'Asia/Kuala_Lumpur', 'America/New_York', '2025-10-26', 'tomorrow local time'],
    ['2025-10-25T09:00+08:00', 'Asia/Kuala_Lumpur', 'Asia/Singapore', '2025-10-26', 'tomorrow'],
    ['2025-10-25T13:00-04:00', 'Asia/Kuala_Lumpur', 'America/New_York', '2025-10-26', 'today local time'],
    ['2025-10-26T08:00+14:00', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', '2025-10-27', 'tomorrow local time'],
    ['2025-10-26T08:00+14:00', 'Pacific/Kiritimati', 'Pacific/Kiritimati', '2025-10-26', 'today'],
    ['2025-10-20T09:00-04:00', 'Asia/Kuala_Lumpur', 'America/New_York', '2025-10-26', 'in 6 days'],
    ['2025-10-26T13:00-04:00', 'Asia/Kuala_Lumpur', 'America/New_York', '2025-10-26', 'yesterday local time'],
    ['2025-10-29T09:00+08:00', 'Asia/Kuala_Lumpur', 'Asia/Kuala_Lumpur', '2025-10-26', '3 days ago'],
    ['2025-11-02T00:30-04:00', 'America/New_York', 'America/New_York', '2025-11-03', 'tomorrow'],
  ])(
    'days are counted by the calendar of their place: %s in %s, read in %s, of %s: %s',
    (now, zone, reader, named, said) => {
      const anchor = at(`${named}T01:00Z`);
      expect(dayDistance({ day: named, zone, now: at(now), reader, anchor })).toBe(said);
    },
  );

  test.each([
    [60, '1 hour'],
    [59.7, '1 hour'],
    [59.4, '59 minutes'],
    [125, '2 hours 5 minutes'],
    [1, '1 minute'],
    [0.4, 'less than a minute'],
    [-90, '1 hour 30 minutes'],
  ])('a distance of %s minutes is %s', (minutes, said) => {
    expect(hoursAndMinutes(minutes * 60_000)).toBe(said);
  });
});

describe('a date and now', () => {
  test.each<[string, ClaimDate, string, string, string]>([
    ['the minute before a day begins', day('opens', '2025-10-26'), 'Asia/Seoul', '2025-10-25T23:59+09:00', 'ahead'],
    [
      'the last minute of a range',
      range('2025-10-26', '2025-10-28'),
      'Asia/Seoul',
      '2025-10-28T23:59+09:00',
      'under way',
    ],
    ['the minute after a range', range('2025-10-26', '2025-10-28'), 'Asia/Seoul', '2025-10-29T00:00+09:00', 'behind'],
    [
      'what takes effect, in its first minute',
      day('takes-effect', '2025-11-01'),
      'America/New_York',
      '2025-11-01T00:00-04:00',
      'behind',
    ],
    [
      'what runs out, in its last minute',
      day('expires', '2025-11-10'),
      'America/New_York',
      '2025-11-10T23:59-05:00',
      'ahead',
    ],
    ['what runs out, at its end', day('expires', '2025-11-10'), 'America/New_York', '2025-11-11T00:00-05:00', 'behind'],
    ['a month that has begun', month, 'UTC', '2025-10-31T23:00Z', 'ahead'],
    ['a month that is over', month, 'UTC', '2025-11-01T00:00Z', 'behind'],
    ['a year that is over', year, 'UTC', '2027-01-01T00:00Z', 'behind'],
    ['an exact minute', minute, 'America/New_York', '2025-11-10T17:00-05:00', 'behind'],
    ['no date', none, 'UTC', '2030-01-01T00:00Z', 'open'],
    ['a day that was announced', day('announced', '2025-10-09'), 'UTC', '2025-10-10T00:00Z', 'behind'],
  ])('whether a date is ahead or behind follows the calendar of its place: %s', (_what, date, zone, now, phase) => {
    expect(datePhase(date, zone, at(now))).toBe(phase);
  });
});

describe('places', () => {
  test.each([
    ['Kuala Lumpur', 'in Kuala Lumpur'],
    ['U.S.', 'in the U.S.'],
    ['U.S. and China', 'in the U.S. and China'],
    ['Philippines', 'in the Philippines'],
    ['Ukraine', 'in Ukraine'],
    ['USSR Street', 'in USSR Street'],
  ])('the place "%s" is written as "%s"', (place, said) => {
    expect(inPlace({ place })).toBe(said);
  });
  test('an event without a place has the city of its zone beside the date', () => {
    expect(placeName({ place: null, zone: 'America/New_York' })).toBe('New York');
    expect(placeName({ place: '\u200B', zone: 'Asia/Seoul' })).toBe('Seoul');
    expect(inPlace({ place: null })).toBeNull();
  });
});

describe('how fresh an entry is', () => {
  const checked = (now: string, lastVerified: string | null = '2025-10-19') =>
    freshnessField(event({ lastVerified }), at(now))?.value ?? null;
  test('the day of checking stands alone, however long ago it was: that is for maintainers', () => {
    expect(checked('2025-11-02T12:00-05:00')).toBe('19 Oct 2025');
    expect(checked('2025-12-03T12:00-05:00')).toBe('19 Oct 2025');
  });
  test('a day of checking that has not come yet is not claimed', () => {
    expect(checked('2025-10-18T12:00-04:00')).toBeNull();
    expect(checked('2025-10-18T12:00-04:00', null)).toBeNull();
  });
  test('an archive says where its sources end, once that day is over', () => {
    expect(archiveNote(TARIFF, at('2025-10-23T12:00-04:00'))).toBeNull();
    expect(archiveNote(TARIFF, at('2025-10-24T12:00-04:00'))).toBe('Archived; current to 23 Oct 2025.');
    expect(archiveNote(event(), at('2025-10-24T12:00-04:00'))).toBeNull();
  });
});
