import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimDate, EdgeKind } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { followedClaims, shownClaim } from '../../src/plan/claims/choose-claim.ts';
import { agree, wasReportedAfter, weighClaims } from '../../src/render/event/compare-claims.ts';
import { AAM, claim, day, EVENTS, edgeOf, event, range, SUMMIT, TALKS } from '../build/sample-events.ts';
import { someEvent } from './arbitrary-events.ts';

/** What the one edge of that kind follows. */
const claimOf = (event: ListEvent, kind: EdgeKind) => followedClaims(event).find((one) => one.kind === kind) ?? null;

const month = (named: string): ClaimDate => ({ role: 'opens', approximate: false, precision: 'month', month: named });
const minute = (named: string): ClaimDate => ({
  role: 'opens',
  approximate: false,
  precision: 'minute',
  minute: named,
});

test.each<[string, ClaimDate, ClaimDate, boolean]>([
  ['the same day', day('opens', '2025-10-26'), day('opens', '2025-10-26'), true],
  ['two days', day('opens', '2025-10-26'), day('opens', '2025-10-27'), false],
  ['a day and a range', day('opens', '2025-10-26', true), range('2025-10-24', '2025-10-27'), false],
  ['two ranges with one beginning', range('2025-10-24', '2025-10-26'), range('2025-10-24', '2025-10-27'), false],
  ['a month and a day in it', month('2025-10'), day('opens', '2025-10-26'), true],
  ['a month and a day outside it', month('2025-10'), day('opens', '2025-11-01'), false],
  ['a minute and its day', minute('2025-10-26T10:00'), day('opens', '2025-10-26'), true],
  ['two minutes of a day', minute('2025-10-26T10:00'), minute('2025-10-26T11:00'), false],
  [
    'a day and "no date is set"',
    day('opens', '2025-10-26'),
    { role: 'opens', approximate: false, precision: 'none' },
    false,
  ],
  [
    'a day and "during another event"',
    day('opens', '2025-10-26'),
    { role: 'opens', approximate: false, precision: 'during', event: 'x' },
    true,
  ],
])('two dates can both be right, or not: %s', (_what, a, b, both) => {
  expect([agree(a, b), agree(b, a)]).toEqual([both, both]);
});

describe('what the sources say together', () => {
  test('silence is not disagreement', () => {
    expect(weighClaims(SUMMIT, edgeOf(SUMMIT))).toBe('one source');
  });
  test('a source that knew of no date before another gave one does not disagree with it', () => {
    const none: ClaimDate = { role: 'opens', approximate: false, precision: 'none' };
    const said = (published: string) =>
      event({ claims: [claim({ date: none, published }), claim({ source: AAM, date: day('opens', '2025-10-26') })] });
    const before = said('2025-10-01');
    expect(weighClaims(before, edgeOf(before))).toBe('one source');
    const after = said('2025-12-01');
    expect(weighClaims(after, edgeOf(after))).toBe('differ');
  });
  test('two dates that cannot both be right differ', () => {
    expect(weighClaims(TALKS, edgeOf(TALKS))).toBe('differ');
  });
  test('a later claim of one source replaces its earlier one', () => {
    const moved = event({
      claims: [
        claim({ date: day('opens', '2025-10-26') }),
        claim({ published: '2025-10-20', date: day('opens', '2025-10-27') }),
      ],
    });
    expect(weighClaims(moved, edgeOf(moved))).toBe('one source');
  });
  test('two sources with one date agree', () => {
    const both = event({
      claims: [claim({ date: day('opens', '2025-10-26') }), claim({ source: AAM, date: day('opens', '2025-10-26') })],
    });
    expect(weighClaims(both, edgeOf(both))).toBe('agree');
  });
});

describe('the date shown without an edge', () => {
  test('the date shown without an edge is the one that reminders would follow, for every event with dates of one kind', () => {
    fc.assert(
      fc.property(someEvent, (entry) => {
        const role = entry.claims[0]?.date?.role ?? 'opens';
        if (role === 'announced' || role === 'ended') return;
        const one = event({
          ...entry,
          claims: entry.claims.filter((said) => said.date === null || said.date.role === role),
        });
        // Claims that date several parts have several dates, of which one is shown.
        const followed = followedClaims(one).filter(({ kind }) => kind === role);
        if (followed.length === 0) expect(shownClaim(one)).toBeNull();
        else expect(followed.map(({ claim: own }) => own)).toContain(shownClaim(one));
      }),
    );
  });
  test('the date shown without an edge is the same for the shipped events', () => {
    for (const entry of EVENTS.values()) {
      const role = shownClaim(entry)?.date.role;
      if (role === undefined || role === 'announced' || role === 'ended') continue;
      expect(shownClaim(entry)).toBe(claimOf(entry, role)?.claim);
    }
  });
});

describe('whether a source reports or foretells', () => {
  test.each([
    ['2025-10-28', '2025-10-27', true],
    ['2025-10-27', '2025-10-27', false],
    ['2025-10-20', '2025-10-27', false],
  ])(
    'a source reports a date once it is published after it, and foretells it before: published %s, through %s',
    (published, through, after) => {
      const said = claim({ published });
      expect(wasReportedAfter(said, range('2025-10-24', through))).toBe(after);
    },
  );
  test('what was announced was so on the day of the report', () => {
    expect(wasReportedAfter(claim({ published: '2025-10-23' }), day('announced', '2025-10-23'))).toBe(true);
  });
  test('a doubtful report after the day leaves it open', () => {
    expect(
      wasReportedAfter(claim({ published: '2025-12-01', certainty: 'tentative' }), day('opens', '2025-10-24')),
    ).toBe(false);
  });
});
