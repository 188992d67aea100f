import { expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { todoKey } from '../../src/model/todo.ts';
import { listTodos } from '../../src/plan/changes/list-todos.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { at, buildEvent, buildClaim as buildNewClaim, expires, opens } from '../build/build-events.ts';

/** A claim that was published long before. */
const buildClaim: typeof buildNewClaim = (id, date, more) =>
  buildNewClaim(id, date, { published: '2025-08-01', ...more });

/** Events of New York, which is four hours behind UTC in these weeks. */
function todos(now: string, ...events: ListEvent[]) {
  return listTodos(
    events.map((event) => ({ event, edges: deriveEdges(event) })),
    at(now),
  );
}

function keys(now: string, ...events: ListEvent[]): string[] {
  return todos(now, ...events).map(todoKey);
}

const truce = (more: Partial<ListEvent> = {}) => buildEvent('truce', [buildClaim('a', expires('2025-10-20'))], more);
const FRESH = { lastVerified: '2025-10-19' };
const OUTCOME = { outcome: { what: 'Extended', day: null, source: null } };

test('an event without an outcome is a to-do from the end of its last day on, by its own calendar', () => {
  expect(keys('2025-10-21T03:59:59Z', truce(FRESH))).toEqual([]);
  expect(keys('2025-10-21T04:00:00Z', truce(FRESH))).toEqual(['truce no outcome 2025-10-20']);
  expect(keys('2026-10-21T04:00:00Z', truce(FRESH))).toEqual(['truce no outcome 2025-10-20']);
});

test('an event that lasts several days is a to-do only after the last of them', () => {
  const range = { role: 'opens', approximate: false, precision: 'range', from: '2025-10-24', through: '2025-10-27' };
  const talks = buildEvent('talks', [buildClaim('a', range as Parameters<typeof buildClaim>[1])], FRESH);
  expect(keys('2025-10-27T12:00:00Z', talks)).toEqual([]);
  expect(keys('2025-10-28T04:00:00Z', talks)).toEqual(['talks no outcome 2025-10-27']);
});

test('an event without an outcome is no to-do while a later date of it lies ahead', () => {
  const both = buildEvent(
    'fair',
    [buildClaim('a', opens('2025-10-20')), buildClaim('b', expires('2025-12-01'))],
    FRESH,
  );
  expect(keys('2025-10-25T00:00:00Z', both)).toEqual([]);
});

test.each([
  ['has one', OUTCOME],
  ['stands in an archive', { archive: true }],
  ['was cancelled', { certainty: 'cancelled' as const }],
  ['was postponed', { certainty: 'postponed' as const }],
])('an event without an outcome is no to-do where it %s', (_, more) => {
  expect(keys('2025-10-25T00:00:00Z', truce(more))).toEqual([]);
});

test('an event without an outcome is a to-do although it is done, since nobody wrote down what came of it', () => {
  expect(keys('2025-10-25T00:00:00Z', truce({ certainty: 'done' }))).toEqual(['truce no outcome 2025-10-20']);
});

test('an event without an outcome is no to-do where it never had an exact date', () => {
  const vague = buildEvent('visit', [
    buildClaim('a', { role: 'opens', approximate: false, precision: 'month', month: '2025-05' }),
  ]);
  expect(keys('2026-10-25T00:00:00Z', vague)).toEqual([]);
});

test('a date that is close is a to-do from 14 days before its anchor until it has come', () => {
  // The truce ends at 04:00 UTC on 21 October.
  expect(keys('2025-10-07T03:59:59Z', truce())).toEqual([]);
  expect(keys('2025-10-07T04:00:00Z', truce())).toEqual(['truce not verified 2025-10-20']);
  expect(keys('2025-10-21T03:59:59Z', truce())).toEqual(['truce not verified 2025-10-20']);
});

test.each([
  ['2025-10-15', []],
  ['2025-10-01', []],
  ['2025-09-30', ['truce not verified 2025-10-20']],
  ['2025-11-01', []],
])('a date that was verified on %s is judged on 15 October: %j', (lastVerified, expected) => {
  expect(keys('2025-10-15T12:00:00Z', truce({ lastVerified }))).toEqual(expected);
});

test('what a source published within 14 days was looked at that day', () => {
  const said = (published: string) => buildEvent('truce', [buildClaim('a', expires('2025-10-20'), { published })]);
  expect(keys('2025-10-15T12:00:00Z', said('2025-10-01'))).toEqual([]);
  expect(keys('2025-10-15T12:00:00Z', said('2025-09-30'))).toEqual(['truce not verified 2025-10-20']);
});

test('a to-do for a close date says when it was last verified, and where it stands', () => {
  expect(todos('2025-10-15T12:00:00Z', truce({ lastVerified: '2025-09-01' }))).toEqual([
    {
      event: 'truce',
      title: 'truce',
      what: 'not verified',
      day: '2025-10-20',
      verified: '2025-09-01',
      origin: { file: 'test.yaml', line: 1 },
    },
  ]);
});

test.each([
  ['has an outcome', OUTCOME],
  ['stands in an archive', { archive: true }],
  ['was cancelled', { certainty: 'cancelled' as const }],
  ['was postponed', { certainty: 'postponed' as const }],
  ['is done', { certainty: 'done' as const }],
])('a date that is close is no to-do where the event %s', (_, more) => {
  expect(keys('2025-10-15T00:00:00Z', truce(more))).toEqual([]);
});

test('a date that is close is another to-do when it has moved', () => {
  const moved = buildEvent('truce', [buildClaim('a', expires('2025-10-22'))]);
  expect(keys('2025-10-15T00:00:00Z', moved)).not.toEqual(keys('2025-10-15T00:00:00Z', truce()));
});

test('to-dos name close dates first, the nearest before others, then what is over, the newest before others', () => {
  const on = (id: string, day: string) => buildEvent(id, [buildClaim('a', expires(day))]);
  const events = [on('old', '2025-09-01'), on('far', '2025-10-25'), on('near', '2025-10-18'), on('new', '2025-10-10')];
  expect(todos('2025-10-15T00:00:00Z', ...events).map(({ event }) => event)).toEqual(['near', 'far', 'new', 'old']);
});
