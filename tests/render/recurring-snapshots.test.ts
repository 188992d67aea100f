import { test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import {
  type BoardView,
  renderBoard as renderBoardBare,
  renderBoardOff,
  withDatesButton,
} from '../../src/render/recurring/render-board.ts';
import { renderDigest } from '../../src/render/recurring/render-digest.ts';
import { at } from '../build/build-events.ts';
import { boardView, digestView } from '../build/recurring-views.ts';
import { day, EVENTS, event, SUMMIT, TARIFF, TRUCE, VISIT } from '../build/sample-events.ts';
import { expectPages, page } from './pages.ts';

const renderBoard = (view: BoardView) => withDatesButton(renderBoardBare(view), 'nonce');
const ALL = [...EVENTS.values()];
const OUTCOME = { what: 'Held; a framework was announced', day: null, source: null };
const later = (one: ListEvent): ListEvent => ({
  ...one,
  claims: one.claims.map((claim) =>
    claim.date === null ? claim : { ...claim, date: day('expires', '2026-01-31'), published: '2025-11-01' },
  ),
});
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    event({
      ...TARIFF,
      id: `permit-${index}`,
      title: `Permit number ${index}`,
      claims: TARIFF.claims.map((claim) =>
        claim.date === null
          ? claim
          : { ...claim, date: day('takes-effect', `2025-11-${String((index % 28) + 1).padStart(2, '0')}`) },
      ),
    }),
  );
const hostile = event({
  ...SUMMIT,
  title: '**@everyone** [free](https://evil.example/a) <@1> <t:0:R> # h \u202Ekcab\u200B',
  phrase: '**@everyone** [free](https://evil.example/a)',
});

test('boards read as reviewed', async () => {
  const recorded = ALL.map((one) => (one.id === SUMMIT.id ? { ...one, outcome: OUTCOME } : one));
  await expectPages('board.md', [
    page('A week with talks, a summit and a tariff', renderBoard(boardView(ALL, '2025-10-23T09:00-04:00'))),
    page('The day after the summit, its outcome recorded', renderBoard(boardView(recorded, '2025-10-28T13:00-04:00'))),
    page('The night in which the tariff would start', renderBoard(boardView(ALL, '2025-11-01T00:00-04:00'))),
    page('Read in Seoul', renderBoard(boardView(ALL, '2025-11-03T00:00+09:00', { zone: 'Asia/Seoul' }))),
    page('Nothing ahead', renderBoard(boardView(ALL, '2025-12-01T09:00-05:00'))),
    page('Nothing at all', renderBoard(boardView([], '2025-12-01T09:00-05:00'))),
    page(
      'One kind only',
      renderBoard(boardView(ALL, '2025-10-23T09:00-04:00', { filter: { topics: null, kinds: ['truce'] } })),
    ),
    page('Hundreds of dates', renderBoard(boardView([...many(400), ...ALL], '2025-10-30T09:00-04:00'))),
    page('Hostile', renderBoard(boardView([hostile], '2025-10-23T09:00-04:00'))),
    page(
      'Chinese',
      renderBoard(boardView([event({ ...SUMMIT, title: '东盟峰会', phrase: '东盟峰会' })], '2025-10-23T09:00-04:00')),
    ),
    page(
      'Possibly posted twice',
      renderBoard({ ...boardView([VISIT], '2025-10-23T09:00-04:00'), possiblyRepeated: true }),
    ),
    page('Switched off', renderBoardOff({ at: at('2025-11-03T09:00-05:00'), zone: 'America/New_York', mark: 'nonce' })),
  ]);
});

test('digests read as reviewed', async () => {
  const moved = ALL.map((one) => (one.id === TRUCE.id ? later(one) : one));
  const two = moved.map((one) => (one.id === TARIFF.id ? { ...one, certainty: 'cancelled' as const } : one));
  const week = '2025-11-03T09:00-05:00';
  await expectPages('digests.md', [
    page('Weekly, nothing changed', renderDigest(digestView(ALL, '2025-10-27T09:00-04:00'))),
    page('Weekly, a date moved', renderDigest(digestView(moved, '2025-10-27T09:00-04:00', { before: ALL }))),
    page('Weekly, two changes and nothing ahead', renderDigest(digestView(two, week, { before: ALL }))),
    page('Daily', renderDigest(digestView(ALL, '2025-10-31T08:00-04:00', { kind: 'daily' }))),
    page(
      'Daily, hours late',
      renderDigest(digestView(ALL, '2025-10-31T12:00-04:00', { kind: 'daily', lateMs: 14_400_000 })),
    ),
    page(
      'Daily, possibly repeated',
      renderDigest({ ...digestView(ALL, '2025-10-31T08:00-04:00', { kind: 'daily' }), possiblyRepeated: true }),
    ),
    page('Hundreds of dates', renderDigest(digestView(many(400), week, { before: ALL }))),
    page('Hostile', renderDigest(digestView([hostile], '2025-10-23T09:00-04:00', { before: [] }))),
  ]);
});
