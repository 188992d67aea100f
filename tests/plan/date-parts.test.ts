import { expect, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import { isSameDate } from '../../src/model/edge.ts';
import type { Claim } from '../../src/model/event.ts';
import { compareEvents } from '../../src/plan/changes/compare-events.ts';
import { netChanges } from '../../src/plan/changes/net-changes.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { at, buildClaim, buildEvent, expires, opens } from '../build/build-events.ts';

const ZONE = 'America/New_York';
const closes = (minute: string): ClaimDate => ({ role: 'closes', approximate: false, precision: 'minute', minute });
const starts = (minute: string): ClaimDate => ({ role: 'opens', approximate: false, precision: 'minute', minute });
const DEADLINE = closes('2027-01-15T17:00');

const edgesOf = (claims: readonly Claim[], more = {}) =>
  deriveEdges(buildEvent('trial', claims, { zone: ZONE, ...more })).map(({ name, sourceDate, claim, reason }) =>
    [name, sourceDate, claim.source.id, reason].join(' '),
  );
const eventOf = (...claims: readonly Claim[]) => {
  const event = buildEvent('trial', claims, { zone: ZONE, title: 'Trial', phrase: 'the trial' });
  return { event, edges: deriveEdges(event) };
};

test.each([
  ['on', opens('2027-01-15')],
  ['through', expires('2027-01-15')],
  ['around', { ...opens('2027-01-15'), approximate: true }],
])('a day written as `%s` beside another source’s deadline of a minute on that day is that deadline', (_field, day) => {
  const claims = [buildClaim('b', day), buildClaim('a', DEADLINE)];
  expect(edgesOf(claims)).toEqual(['closes 2027-01-15T17:00 a more exact']);
  expect(edgesOf([...claims].reverse())).toEqual(['closes 2027-01-15T17:00 a more exact']);
});

test('a day on which something starts beside another source’s minute of it is that minute', () => {
  const day: ClaimDate = { role: 'takes-effect', approximate: false, precision: 'day', day: '2027-01-15' };
  expect(edgesOf([buildClaim('a', starts('2027-01-15T14:00')), buildClaim('b', day)])).toEqual([
    'opens 2027-01-15T14:00 a more exact',
  ]);
});

test('another day, a start beside an end, two minutes, and two dates of one report stay two edges', () => {
  expect(edgesOf([buildClaim('a', DEADLINE), buildClaim('b', opens('2027-01-14'))])).toHaveLength(2);
  expect(edgesOf([buildClaim('a', starts('2027-01-15T09:00')), buildClaim('b', expires('2027-01-15'))])).toHaveLength(
    2,
  );
  expect(edgesOf([buildClaim('a', DEADLINE), buildClaim('b', starts('2027-01-15T09:00'))])).toHaveLength(2);
  expect(edgesOf([buildClaim('a', DEADLINE), buildClaim('a', opens('2027-01-15'))])).toHaveLength(2);
});

test('the claim that the list names is followed as that edge, also where it is the vaguer one', () => {
  const claims = [buildClaim('a', DEADLINE), buildClaim('b', opens('2027-01-15'))];
  expect(edgesOf(claims, { follow: { source: 'b', reason: 'official' } })).toEqual([
    'closes 2027-01-15 b named by the list',
  ]);
  expect(edgesOf(claims, { follow: { source: 'a', reason: 'official' } })).toEqual([
    'closes 2027-01-15T17:00 a named by the list',
  ]);
});

const ABSTRACT = buildClaim('a', closes('2027-01-08T17:00'), { dates: 'the abstract' });
const PAPER = buildClaim('a', DEADLINE, { dates: 'the full paper' });

test('two parts that one source dates are two edges, each by its name', () => {
  expect(edgesOf([ABSTRACT, PAPER])).toEqual([
    'closes of the abstract 2027-01-08T17:00 a only claim',
    'closes of the full paper 2027-01-15T17:00 a only claim',
  ]);
});

test('a later claim replaces the earlier one of its source about the same part only', () => {
  const later = { ...ABSTRACT, published: '2026-12-01', dates: 'The  Abstract', date: closes('2027-01-10T17:00') };
  expect(edgesOf([ABSTRACT, PAPER, later])).toEqual([
    'closes of the abstract 2027-01-10T17:00 a only claim',
    'closes of the full paper 2027-01-15T17:00 a only claim',
  ]);
});

test('a source that names no part means the one of its day, and else a date of its own', () => {
  expect(edgesOf([ABSTRACT, PAPER, buildClaim('b', opens('2027-01-15'))])).toEqual([
    'closes of the abstract 2027-01-08T17:00 a only claim',
    'closes of the full paper 2027-01-15T17:00 a more exact',
  ]);
  expect(edgesOf([ABSTRACT, PAPER, buildClaim('b', closes('2027-01-20T12:00'))])).toEqual([
    'closes of the abstract 2027-01-08T17:00 a only claim',
    'closes of the full paper 2027-01-15T17:00 a only claim',
    'closes 2027-01-20T12:00 b only claim',
  ]);
});

test.each([
  ['nothing', [null, null]],
  ['the same part', ['the talks', 'The talks']],
  ['a part beside nothing', ['the talks', null]],
])('claims that name %s keep one edge, whose name is its kind alone', (_what, [first = null, second = null]) => {
  const claims = [
    buildClaim('a', opens('2027-01-08'), { dates: first }),
    buildClaim('b', opens('2027-01-09'), { dates: second }),
  ];
  expect(edgesOf(claims)).toEqual(['opens 2027-01-08 a earliest credible']);
});

test('where the list names a source, only the parts which that one dates are edges', () => {
  const claims = [
    buildClaim('a', opens('2027-01-08'), { dates: 'the stay' }),
    buildClaim('b', opens('2027-01-10'), { dates: 'the talks' }),
  ];
  expect(edgesOf(claims)).toHaveLength(2);
  expect(edgesOf(claims, { follow: { source: 'a', reason: 'official' } })).toEqual([
    'opens 2027-01-08 a named by the list',
  ]);
});

test('a row without a part is the date of its day, whichever part the list has since learned to name', () => {
  const whole = { edge: 'closes', sourceDate: '2027-01-15T17:00' } as const;
  expect(isSameDate(whole, { edge: 'closes of the full paper', sourceDate: '2027-01-15T17:00' })).toBe(true);
  expect(isSameDate(whole, { edge: 'closes of the abstract', sourceDate: '2027-01-08T17:00' })).toBe(false);
  expect(isSameDate(whole, { edge: 'opens', sourceDate: '2027-01-15T17:00' })).toBe(false);
  const abstract = { edge: 'closes of the abstract', sourceDate: '2027-01-15T17:00' } as const;
  expect(isSameDate(abstract, { edge: 'closes of the full paper', sourceDate: '2027-01-15T17:00' })).toBe(false);
});

test('a part that moves is one change of that part, with its name', () => {
  const moved = { ...ABSTRACT, date: closes('2027-01-10T17:00') };
  const changes = compareEvents(eventOf(ABSTRACT, PAPER), eventOf(moved, PAPER));
  expect(changes.map(({ kind, edge, phrase }) => [kind, edge, phrase])).toEqual([
    ['later', 'closes of the abstract', 'the trial (the abstract)'],
  ]);
  const [change] = changes;
  if (change === undefined) throw new Error('expected a change');
  expect(netChanges([change], eventOf(moved, PAPER)).map(({ kind, edge }) => [kind, edge])).toEqual([
    ['later', 'closes of the abstract'],
  ]);
  expect(netChanges([change], eventOf(ABSTRACT, PAPER))).toEqual([]);
});

test('a second part that the list learns of is new, and the first one stays what it was', () => {
  const before = eventOf({ ...PAPER, dates: null });
  const changes = compareEvents(before, eventOf(ABSTRACT, PAPER));
  expect(changes.map(({ kind, edge }) => [kind, edge])).toEqual([['became exact', 'closes of the abstract']]);
  expect(compareEvents(eventOf(ABSTRACT, PAPER), before).map(({ kind, edge }) => [kind, edge])).toEqual([
    ['withdrawn', 'closes of the abstract'],
  ]);
});

test('the anchor of a deadline is its minute, six hours before the end of the day that a vaguer source names', () => {
  const [edge] = eventOf(buildClaim('a', DEADLINE), buildClaim('b', expires('2027-01-15'))).edges;
  expect(edge?.anchor).toBe(at('2027-01-15T22:00:00Z'));
});
