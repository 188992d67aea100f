import { expect, test } from 'vitest';
import type { ClaimDate, EdgeKind } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { followedClaims } from '../../src/plan/claims/choose-claim.ts';
import { buildClaim, buildEvent, opens } from '../build/build-events.ts';

/** What the one edge of that kind follows. */
const claimOf = (event: ListEvent, kind: EdgeKind) => followedClaims(event).find((one) => one.kind === kind) ?? null;

const range = (from: string, through: string): ClaimDate => ({
  role: 'opens',
  approximate: false,
  precision: 'range',
  from,
  through,
});
const month = (text: string): ClaimDate => ({ role: 'opens', approximate: false, precision: 'month', month: text });
const year = (count: number): ClaimDate => ({ role: 'opens', approximate: false, precision: 'year', year: count });
const minute = (text: string): ClaimDate => ({ role: 'opens', approximate: false, precision: 'minute', minute: text });
const around = (day: string): ClaimDate => ({ role: 'opens', approximate: true, precision: 'day', day });

/** Whom the reminders follow, and why. */
function followed(claims: ReturnType<typeof buildClaim>[], more = {}) {
  const choice = claimOf(buildEvent('event', claims, more), 'opens');
  return choice === null ? null : `${choice.claim.source.id}: ${choice.reason}`;
}

test('the claim the list names is followed, earlier ones or not', () => {
  const claims = [buildClaim('a', opens('2025-10-24')), buildClaim('b', opens('2025-10-26'))];
  expect(followed(claims, { follow: { source: 'b', reason: 'official' } })).toBe('b: named by the list');
});

test('a named claim is followed even where another is more exact', () => {
  const claims = [buildClaim('a', opens('2025-10-24')), buildClaim('b', month('2025-11'))];
  expect(followed(claims, { follow: { source: 'b', reason: 'official' } })).toBe('b: named by the list');
});

test('without a name, the earliest of the credible ones is followed, in whatever order they stand', () => {
  const claims = [buildClaim('a', opens('2025-10-26')), buildClaim('b', opens('2025-10-24'))];
  expect(followed(claims)).toBe('b: earliest credible');
  expect(followed([...claims].reverse())).toBe('b: earliest credible');
});

test('a claim that is not credible is never followed, not even by name', () => {
  const claims = [
    buildClaim('a', opens('2025-10-24'), { credible: false, doubt: 'a misprint' }),
    buildClaim('b', opens('2025-10-26')),
  ];
  expect(followed(claims)).toBe('b: only claim');
  expect(followed(claims, { follow: { source: 'a', reason: 'first' } })).toBe('b: only claim');
  expect(followed(claims.slice(0, 1))).toBeNull();
});

test('a later claim of the same source replaces its earlier one, even with a later date', () => {
  const claims = [
    buildClaim('a', opens('2025-10-24'), { published: '2025-10-01' }),
    buildClaim('a', opens('2025-10-28'), { published: '2025-10-20' }),
    buildClaim('b', opens('2025-10-26')),
  ];
  expect(followed(claims)).toBe('b: earliest credible');
});

test('of two claims of one source on one day, the one that stands last counts', () => {
  const claims = [buildClaim('a', opens('2025-10-24')), buildClaim('a', opens('2025-10-28'))];
  expect(claimOf(buildEvent('event', claims), 'opens')?.date).toEqual(opens('2025-10-28'));
});

test('a source that withdraws its day has none any more', () => {
  const claims = [
    buildClaim('a', opens('2025-10-24'), { published: '2025-10-01' }),
    buildClaim('a', { role: 'opens', approximate: false, precision: 'none' }, { published: '2025-10-20' }),
  ];
  expect(claimOf(buildEvent('event', claims), 'opens')?.date.precision).toBe('none');
});

test('silence replaces nothing: a later report without a date leaves the earlier date standing', () => {
  const claims = [
    buildClaim('a', opens('2025-10-24'), { published: '2025-10-01' }),
    buildClaim('a', null, { published: '2025-10-20' }),
    buildClaim('b', null),
  ];
  expect(followed(claims)).toBe('a: only claim');
});

test('a doubted later claim does not replace a credible earlier one of its source', () => {
  const claims = [
    buildClaim('a', opens('2025-10-24'), { published: '2025-10-01' }),
    buildClaim('a', opens('2025-01-01'), { published: '2025-10-20', credible: false, doubt: 'a misprint' }),
  ];
  expect(claimOf(buildEvent('event', claims), 'opens')?.date).toEqual(opens('2025-10-24'));
});

test('"around" counts as its named day: it neither wins nor loses for being approximate', () => {
  expect(followed([buildClaim('a', around('2025-10-24')), buildClaim('b', opens('2025-10-25'))])).toBe(
    'a: earliest credible',
  );
  expect(followed([buildClaim('a', around('2025-10-26')), buildClaim('b', opens('2025-10-25'))])).toBe(
    'b: earliest credible',
  );
});

test('a range counts as its first day', () => {
  const claims = [buildClaim('a', opens('2025-10-25')), buildClaim('b', range('2025-10-24', '2025-10-31'))];
  expect(followed(claims)).toBe('b: earliest credible');
  expect(followed([buildClaim('a', opens('2025-10-23')), ...claims.slice(1)])).toBe('a: earliest credible');
});

test.each([
  ['a day beats an earlier month', month('2025-09')],
  ['a day beats an earlier year', year(2024)],
  [
    'a day beats "during" another event',
    { role: 'opens', approximate: false, precision: 'during', event: 'x' } as const,
  ],
  ['a day beats "no date"', { role: 'opens', approximate: false, precision: 'none' } as const],
])('an exact date beats a vaguer one: %s', (_what, vague) => {
  const claims = [buildClaim('a', vague), buildClaim('b', opens('2025-10-24'))];
  expect(followed(claims)).toBe('b: more exact');
  expect(followed([...claims].reverse())).toBe('b: more exact');
});

test('a month beats a year', () => {
  expect(followed([buildClaim('a', year(2025)), buildClaim('b', month('2026-03'))])).toBe('b: more exact');
});

test('a narrower span of time beats a wider one: a week a month, a month a quarter, that a half, that a year', () => {
  const span = (text: string): ClaimDate => ({ role: 'opens', approximate: false, precision: 'span', span: text });
  const dates = [year(2025), span('2026-H1'), span('2026-Q2'), month('2026-07'), span('early 2026-09')];
  for (const [index, date] of dates.entries()) {
    const wider = dates[index - 1];
    if (wider !== undefined) expect(followed([buildClaim('a', wider), buildClaim('b', date)])).toBe('b: more exact');
  }
  const weeks = [buildClaim('a', span('2026-W20')), buildClaim('b', span('early 2026-02'))];
  expect(followed(weeks)).toBe('b: earliest credible');
});

test('of two on one day the minute is followed, for it says more', () => {
  const claims = [buildClaim('a', opens('2025-10-24')), buildClaim('b', minute('2025-10-24T14:30'))];
  expect(followed(claims)).toBe('b: more exact');
});

test('a day before a minute is the earlier one', () => {
  const claims = [buildClaim('a', opens('2025-10-23')), buildClaim('b', minute('2025-10-24T14:30'))];
  expect(followed(claims)).toBe('a: earliest credible');
});

test('where two agree, the choice does not depend on their order', () => {
  const claims = [buildClaim('b', opens('2025-10-24')), buildClaim('a', opens('2025-10-24'))];
  expect(followed(claims)).toBe('a: earliest credible');
  expect(followed([...claims].reverse())).toBe('a: earliest credible');
});

test('where two agree, the official source is followed, whoever was first', () => {
  const official = buildClaim('b', opens('2025-10-24'), { published: '2025-10-20' });
  const claims = [
    buildClaim('a', opens('2025-10-24'), { published: '2025-10-01' }),
    { ...official, source: { ...official.source, official: true as const } },
  ];
  expect(followed(claims)).toBe('b: earliest credible');
});

test('each edge is followed on its own', () => {
  const closes: ClaimDate = { role: 'closes', approximate: false, precision: 'day', day: '2025-10-30' };
  const event = buildEvent('event', [buildClaim('a', opens('2025-10-24')), buildClaim('b', closes)]);
  expect(claimOf(event, 'opens')?.claim.source.id).toBe('a');
  expect(claimOf(event, 'closes')?.claim.source.id).toBe('b');
  expect(claimOf(event, 'expires')).toBeNull();
});

test('what is announced or has ended dates no edge', () => {
  const announced: ClaimDate = { role: 'announced', approximate: false, precision: 'day', day: '2025-10-23' };
  const event = buildEvent('event', [buildClaim('a', announced), buildClaim('b', { ...announced, role: 'ended' })]);
  for (const kind of ['opens', 'closes', 'takes-effect', 'expires'] as const) expect(claimOf(event, kind)).toBeNull();
});
