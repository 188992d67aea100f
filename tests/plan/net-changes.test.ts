import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventChange } from '../../src/model/change.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { netChanges } from '../../src/plan/changes/net-changes.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { buildClaim, expires, opens } from '../build/build-events.ts';
import { claimDate, eventWith } from './arbitraries.ts';
import { compare, event, range, said } from './two-states.ts';

type State = ListEvent | null;

/** What somebody hears at the last of these states who read of the first, and of none between. */
function net(...states: readonly State[]): EventChange[] {
  const steps = states.slice(1).flatMap((state, index) => compare(states[index] ?? null, state));
  const last = states.at(-1) ?? null;
  return netChanges(steps, last === null ? null : { event: last, edges: deriveEdges(last) });
}

const on = (day: string, more: Partial<ListEvent> = {}) => event(expires(day), more);
const [A, B, C] = [on('2025-11-10'), on('2025-11-08'), on('2025-11-20')];
const off = (state: ListEvent) => ({ ...state, certainty: 'cancelled' as const });
const unsure = (state: ListEvent) => ({ ...state, certainty: 'tentative' as const });
const OUTCOME = { what: 'Over.', day: null, source: null };

describe('the sum of changes', () => {
  test.each<[string, readonly State[], string[]]>([
    ['a date there and back is nothing', [A, B, A], []],
    ['earlier, then later than ever, is later', [A, B, C], ['extended: expires']],
    ['later, then earlier than ever, is earlier', [A, C, B], ['earlier: expires']],
    ['cancelled and on again is nothing', [A, off(A), A], []],
    ['cancelled and on again with another date is that date', [A, off(A), C], ['extended: expires']],
    ['cancelled and on again, less sure, is the doubt', [A, off(A), unsure(A)], ['became tentative']],
    ['a doubt that was cleared is nothing', [A, unsure(A), A], []],
    ['gone and back is nothing', [A, null, A], []],
    ['gone and back with another date is that date', [A, null, B], ['earlier: expires']],
    ['on again and cancelled after all is nothing', [off(A), A, off(A)], []],
    ['new and gone is nothing', [null, A, null], []],
    ['new and moved is new', [null, A, B], ['new']],
    ['new and cancelled is new', [null, A, off(A)], ['new']],
    ['moved and gone is gone', [A, B, null], ['removed']],
    ['moved and cancelled is cancelled', [A, B, off(B)], ['cancelled']],
    ['an outcome taken back is nothing', [A, { ...A, outcome: OUTCOME }, A], []],
    [
      'an outcome in better words is the outcome',
      [A, { ...A, outcome: OUTCOME }, { ...A, outcome: { ...OUTCOME, what: 'Done.' } }],
      ['outcome'],
    ],
    ['an outcome that was read and is taken back is on again', [{ ...A, outcome: OUTCOME }, A], ['restored']],
    ['an end that turns into an opening and back is nothing', [A, event(opens('2025-11-12')), A], []],
    ['no date any more, and the same again, is nothing', [A, event(null), A], []],
  ])('several changes that nobody has read come to one: %s', (_, states, expected) => {
    expect(said(net(...states))).toEqual(expected);
  });

  test('a sum of changes gives as the old date the one that was read, as the new one that which holds', () => {
    expect(net(A, B, C)).toMatchObject([{ before: { sourceDate: '2025-11-10' }, after: { sourceDate: '2025-11-20' } }]);
    expect(net(A, B, off(B))).toMatchObject([{ before: { sourceDate: '2025-11-10' }, certaintyAfter: 'cancelled' }]);
    expect(net(A, B, null)).toMatchObject([{ before: { sourceDate: '2025-11-10' }, certaintyBefore: 'confirmed' }]);
    expect(net(null, A, B)).toMatchObject([{ before: null, after: { sourceDate: '2025-11-08' } }]);
  });

  test('corrected words are said where they were a change of their own', () => {
    const wide = event(range('2025-10-26', '2025-10-28'));
    expect(said(net(wide, event(range('2025-10-26', '2025-10-30'))))).toEqual(['text only']);
    expect(said(net(A, { ...A, summary: 'Mended.' }, { ...C, summary: 'Mended.' }))).toEqual(['extended: expires']);
  });

  test('an outcome in a sum of changes says what stands in the list now', () => {
    const better = { ...A, outcome: { ...OUTCOME, what: 'In better words.' } };
    expect(net(A, { ...A, outcome: OUTCOME }, better)).toMatchObject([{ outcome: 'In better words.' }]);
  });
});

/** An event with one date, of one kind in all states. */
const state = (role: 'opens' | 'expires') =>
  fc
    .tuple(eventWith('e'), claimDate)
    .map(([one, date]): ListEvent => ({ ...one, claims: [buildClaim('s', { ...date, role })] }));
const states = fc
  .constantFrom('opens' as const, 'expires' as const)
  .chain((role) => fc.array(fc.option(state(role), { freq: 8 }), { minLength: 2, maxLength: 5 }));

test('the sum of changes is the difference of the first state and the last, in whatever steps it came', () => {
  const moved = (changes: readonly EventChange[]) => said(changes.filter(({ kind }) => kind !== 'text only'));
  fc.assert(
    fc.property(states, (all) => {
      const whole = compare(all[0] ?? null, all.at(-1) ?? null);
      expect(moved(net(...all))).toEqual(moved(whole));
    }),
    { seed: 20251108, numRuns: 250 },
  );
});
