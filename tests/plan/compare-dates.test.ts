import { describe, expect, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import type { Claim } from '../../src/model/event.ts';
import { at, expires, opens, takesEffect } from '../build/build-events.ts';
import { around, compare, event, minute, month, none, range, said, year } from './two-states.ts';

const span = (text: string): ClaimDate => ({ role: 'opens', approximate: false, precision: 'span', span: text });

describe('comparing dates', () => {
  test.each<[string, ClaimDate | null, ClaimDate | null, string]>([
    [
      'that takes effect a day sooner is earlier',
      takesEffect('2025-11-02'),
      takesEffect('2025-11-01'),
      'earlier: takes-effect',
    ],
    ['that opens a day later is later', opens('2025-10-26'), opens('2025-10-27'), 'later: opens'],
    ['of what expires is extended when it is later', expires('2025-11-10'), expires('2026-01-31'), 'extended: expires'],
    ['of what expires is earlier when it is earlier', expires('2025-11-10'), expires('2025-11-09'), 'earlier: expires'],
    [
      'whose range begins with the same day is text',
      range('2025-10-26', '2025-10-28'),
      range('2025-10-26', '2025-10-30'),
      'text only',
    ],
    [
      'that was a day and is a range from it on is text',
      opens('2025-10-26'),
      range('2025-10-26', '2025-10-30'),
      'text only',
    ],
    [
      '"around" 26 October that becomes 24–27 October is earlier',
      around(opens('2025-10-26')),
      range('2025-10-24', '2025-10-27'),
      'earlier: opens',
    ],
    [
      'that is no longer "around" became exact',
      around(opens('2025-10-26')),
      opens('2025-10-26'),
      'became exact: opens',
    ],
    [
      'that is only "around" now is withdrawn as an exact one',
      opens('2025-10-26'),
      around(opens('2025-10-26')),
      'withdrawn: opens',
    ],
    [
      'that opens and gets an hour became exact',
      opens('2025-10-26'),
      minute('opens', '2025-10-26T07:30'),
      'became exact: opens',
    ],
    [
      'that opens and loses its hour is withdrawn',
      minute('opens', '2025-10-26T16:00'),
      opens('2025-10-26'),
      'withdrawn: opens',
    ],
    [
      'that gets an hour on another day moved',
      opens('2025-10-26'),
      minute('opens', '2025-10-25T23:00'),
      'earlier: opens',
    ],
    [
      'of a deadline that ends in the afternoon is earlier: there is less time',
      expires('2025-11-10'),
      minute('expires', '2025-11-10T17:00'),
      'earlier: expires',
    ],
    [
      'of a deadline that ends with its day after all is extended',
      minute('expires', '2025-11-10T17:00'),
      expires('2025-11-10'),
      'extended: expires',
    ],
    [
      'that takes effect at noon instead of with its day is later',
      takesEffect('2025-11-01'),
      minute('takes-effect', '2025-11-01T12:00'),
      'later: takes-effect',
    ],
    [
      'spelled as the minute of the same instant became exact',
      expires('2025-11-10'),
      minute('expires', '2025-11-11T00:00'),
      'became exact: expires',
    ],
    ['that was a month became exact within it', month('opens', '2025-11'), opens('2025-11-12'), 'became exact: opens'],
    ['that nobody had given became exact', null, opens('2025-10-26'), 'became exact: opens'],
    ['that was "none" became exact', none, opens('2025-10-26'), 'became exact: opens'],
    [
      'of which only the month is left is withdrawn',
      opens('2025-11-12'),
      month('opens', '2025-11'),
      'withdrawn: opens',
    ],
    ['of which nothing is left is withdrawn', opens('2025-11-12'), null, 'withdrawn: opens'],
    [
      'that expires some time in January now is extended',
      expires('2025-11-10'),
      month('expires', '2026-01'),
      'extended: expires',
    ],
    [
      'that expires in a month before is earlier',
      expires('2025-11-10'),
      month('expires', '2025-10'),
      'earlier: expires',
    ],
    [
      'that was a month and is a day before it is earlier',
      month('opens', '2025-12'),
      opens('2025-11-30'),
      'earlier: opens',
    ],
    ['that is another year is later', year(2026), year(2027), 'later: opens'],
    ['whose year becomes a month of it is text', year(2026), month('opens', '2026-04'), 'text only'],
    ['that was a quarter became exact within it', span('2026-Q2'), opens('2026-05-12'), 'became exact: opens'],
    ['that was a quarter and is a day before it is earlier', span('2026-Q2'), opens('2026-03-31'), 'earlier: opens'],
    ['that is a later half of the year is later', span('2026-H1'), span('2026-H2'), 'later: opens'],
    ['whose half year becomes a quarter of it is text', span('2026-H1'), span('2026-Q2'), 'text only'],
    ['that was vague and goes is text', year(2026), null, 'text only'],
    [
      'that "starts" and now "opens" on one later day is one that moved',
      takesEffect('2025-11-01'),
      opens('2025-11-03'),
      'later: opens',
    ],
  ])('a change of a date is classified: %s', (_, before, after, expected) => {
    expect(said(compare(event(before), event(after)))).toEqual([expected]);
  });

  test('a date in another zone moves with its instant where that is exact, and is text where it is a day', () => {
    const inNewYork = event(minute('closes', '2025-11-10T14:00'));
    expect(said(compare(inNewYork, { ...inNewYork, zone: 'Europe/London' }))).toEqual(['earlier: closes']);
    const deadline = event(expires('2025-11-10'), { zone: 'Asia/Seoul' });
    expect(said(compare(deadline, { ...deadline, zone: 'America/New_York' }))).toEqual(['extended: expires']);
    const summit = event(opens('2025-10-26'));
    expect(said(compare(summit, { ...summit, zone: 'Asia/Seoul' }))).toEqual(['text only']);
    expect(said(compare(summit, { ...summit, opensAt: '10:00' }))).toEqual(['text only']);
    const sameClock = event(expires('2025-11-10'));
    expect(said(compare(sameClock, { ...sameClock, zone: 'America/Toronto' }))).toEqual(['text only']);
  });

  test('a date moves when another claim is followed: a new one, one that is doubted, one the list names', () => {
    const both = event([expires('2025-11-10'), expires('2025-11-20')]);
    const alone = event([expires('2025-11-10')]);
    const earlier = event([expires('2025-11-10'), expires('2025-11-08')]);
    expect(said(compare(alone, earlier))).toEqual(['earlier: expires']);
    expect(said(compare(alone, both))).toEqual(['text only']);
    const [first, second] = both.claims as [Claim, Claim];
    const doubted = { ...both, claims: [{ ...first, credible: false, doubt: 'a joke' }, second] };
    expect(said(compare(both, doubted))).toEqual(['extended: expires']);
    const follow = { source: 's1', reason: 'official' };
    expect(said(compare(both, { ...both, follow }))).toEqual(['extended: expires']);
    expect(said(compare({ ...both, follow }, { ...both, follow: { ...follow, reason: 'in force' } }))).toEqual([
      'text only',
    ]);
  });

  test('a date is given on both sides with its source, its zone and its instant', () => {
    const [change] = compare(event(expires('2025-11-10')), event(expires('2026-01-31')));
    expect(change).toMatchObject({
      event: 'e',
      edge: 'expires',
      before: { sourceDate: '2025-11-10', anchor: at('2025-11-11T05:00:00Z'), zone: 'America/New_York', source: 'S0' },
      after: { sourceDate: '2026-01-31', anchor: at('2026-02-01T05:00:00Z'), published: '2025-10-19' },
      certaintyBefore: 'confirmed',
      certaintyAfter: 'confirmed',
    });
    expect(JSON.parse(JSON.stringify(change))).toEqual(change);
  });

  test('the date of each edge moves by itself', () => {
    const before = event([takesEffect('2025-11-01'), expires('2025-11-10')]);
    const after = event([takesEffect('2025-11-03'), expires('2025-11-20')]);
    expect(said(compare(before, after))).toEqual(['later: takes-effect', 'extended: expires']);
    const gone = event([takesEffect('2025-11-03'), null]);
    expect(said(compare(before, gone))).toEqual(['later: takes-effect', 'withdrawn: expires']);
  });
});
