import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANGE_KINDS, type ChangeKind } from '../../src/model/change.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { compareLists, looksAlike } from '../../src/plan/changes/compare-events.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { restsBecause } from '../../src/plan/reminders/match-filter.ts';
import { buildClaim, buildEvent, opens } from '../build/build-events.ts';
import { eventWith } from './arbitraries.ts';
import { dated } from './derive-all.ts';
import { compare, event, said } from './two-states.ts';

describe('comparing certainties', () => {
  const outcome = { what: 'Held.', day: '2025-10-28', source: null };
  test.each<[string, Partial<ListEvent>, Partial<ListEvent>, ChangeKind[]]>([
    ['surer', { certainty: 'tentative' }, { certainty: 'confirmed' }, ['confirmed']],
    ['one step surer', { certainty: 'tentative' }, { certainty: 'expected' }, ['confirmed']],
    ['less sure', { certainty: 'confirmed' }, { certainty: 'tentative' }, ['became tentative']],
    [
      'threatened and tentative are equally unsure',
      { certainty: 'threatened' },
      { certainty: 'tentative' },
      ['text only'],
    ],
    ['cancelled', {}, { certainty: 'cancelled' }, ['cancelled']],
    ['postponed', {}, { certainty: 'postponed' }, ['postponed']],
    ['postponed, then cancelled', { certainty: 'postponed' }, { certainty: 'cancelled' }, ['cancelled']],
    ['restored', { certainty: 'cancelled' }, { certainty: 'tentative' }, ['restored']],
    ['done is neither surer nor less sure', {}, { certainty: 'done' }, ['text only']],
    ['done by mistake', { certainty: 'done' }, {}, ['restored']],
    ['cancelled, then done, restores nothing', { certainty: 'cancelled' }, { certainty: 'done' }, ['text only']],
    ['an outcome', {}, { certainty: 'done', outcome }, ['outcome']],
    ['averted', { certainty: 'threatened' }, { certainty: 'cancelled', outcome }, ['cancelled', 'outcome']],
    ['an outcome taken back', { outcome }, {}, ['restored']],
    ['an outcome said in other words', { outcome }, { outcome: { ...outcome, what: 'It was held.' } }, ['text only']],
  ])('a change of certainty is classified: %s', (_, before, after, kinds) => {
    const changes = compare(event(opens('2025-10-28'), before), event(opens('2025-10-28'), after));
    expect(changes.map(({ kind }) => kind)).toEqual(kinds);
    for (const { edge } of changes) expect(edge).toBeNull();
  });

  test('a change of the certainty of a date alone names that date and both its certainties', () => {
    const unsure = event(opens('2025-10-26'), { dateCertainty: 'expected' });
    const changes = compare(unsure, { ...unsure, dateCertainty: null });
    expect(changes).toMatchObject([
      { kind: 'confirmed', edge: 'opens', certaintyBefore: 'expected', certaintyAfter: 'confirmed' },
    ]);
    expect(said(compare(event(opens('2025-10-26')), unsure))).toEqual(['became tentative: opens']);
    const moved = event(opens('2025-10-25'));
    expect(said(compare(unsure, moved))).toEqual(['earlier: opens']);
    const undated = event(null, { dateCertainty: 'expected' });
    expect(said(compare(undated, { ...undated, dateCertainty: null }))).toEqual(['text only']);
  });

  test('certainty and date of an event change together and are both said, the date first', () => {
    const before = event(opens('2025-10-31'), { certainty: 'tentative' });
    const changes = compare(before, event(opens('2025-10-30'), { certainty: 'confirmed' }));
    expect(said(changes)).toEqual(['earlier: opens', 'confirmed']);
  });

  test('an event that is called off or comes back carries its dates with it: no second change for them', () => {
    const stands = event(opens('2025-10-31'));
    const off = event(opens('2025-11-07'), { certainty: 'cancelled' });
    expect(said(compare(stands, off))).toEqual(['cancelled']);
    expect(said(compare(stands, event(null, { certainty: 'postponed' })))).toEqual(['postponed']);
    expect(compare(off, stands)).toMatchObject([
      { kind: 'restored', before: { sourceDate: '2025-11-07' }, after: { sourceDate: '2025-10-31' } },
    ]);
    expect(said(compare(off, { ...off, claims: stands.claims }))).toEqual(['text only']);
  });
});

test('an event that comes is new, one that goes is removed and keeps its name', () => {
  const one = event(opens('2025-10-26'), { title: 'The talks', phrase: 'the talks' });
  expect(compare(null, one)).toMatchObject([{ kind: 'new', edge: null, before: null, certaintyBefore: null }]);
  expect(compare(one, null)).toMatchObject([
    { kind: 'removed', title: 'The talks', before: { sourceDate: '2025-10-26' }, after: null },
  ]);
  expect(compare(null, null)).toEqual([]);
});

test.each<[string, Partial<ListEvent>]>([
  ['where it stands in its file', { origin: { file: 'other.yaml', line: 99 } }],
  ['when it was last checked', { lastVerified: '2025-11-01' }],
  ['that its file is an archive', { archive: true, knownUntil: '2025-10-23' }],
  ['on which source a text rests', { certaintyFrom: 's0', textsFrom: 's0' }],
])('an event is no other to people by %s', (_, more) => {
  expect(compare(event(opens('2025-10-26')), event(opens('2025-10-26'), more))).toEqual([]);
});

test.each<[string, Partial<ListEvent>]>([
  ['its title', { title: 'The talks' }],
  ['its note', { certaintyNote: 'Said twice.' }],
  ['its stakes', { stakes: 'All' }],
  ['its importance', { importance: 'high' }],
  ['when it is reminded of', { leads: [{ unit: 'days', count: 3 }] }],
  ['what it hangs on', { dependsOn: ['f'] }],
  ['a claim more', { claims: [buildClaim('s0', opens('2025-10-26')), buildClaim('s1', null)] }],
])('an event has a new text when %s changes', (_, more) => {
  expect(said(compare(event(opens('2025-10-26')), event(opens('2025-10-26'), more)))).toEqual(['text only']);
});

test('an event that was recorded before there was a field is the same event', () => {
  const { unless, history, ...old } = event(opens('2025-10-26'));
  expect([unless, history]).toEqual([[], []]);
  expect(compare(old as ListEvent, event(opens('2025-10-26')))).toEqual([]);
});

test('two lists are compared by id, whatever the order: what is there, in the order of the new one, then what is gone', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => buildEvent(id, [buildClaim('s', opens('2025-10-26'))]));
  if (!a || !b || !c) throw new Error('three events');
  const moved = { ...c, claims: [buildClaim('s', opens('2025-10-25'))] };
  const changes = compareLists(dated([a, b]), dated([moved, b]));
  expect(changes.map(({ event: id, kind }) => `${id} ${kind}`)).toEqual(['c new', 'a removed']);
  expect(compareLists(dated([a, b, c]), dated([c, a, b]))).toEqual([]);
  expect(said(compareLists(dated([a, c]), dated([moved, a])))).toEqual(['earlier: opens']);
});

test('two lists of 10,000 events that were read anew, ten of them changed, never ask for the edges of the others', () => {
  const make = (day: string) =>
    Array.from({ length: 10_000 }, (_, index) => {
      const date = index % 1_000 === 0 ? opens(day) : opens('2025-11-01');
      return buildEvent(`e${index}`, [buildClaim('a', date), buildClaim('b', null)], { summary: 'x'.repeat(300) });
    });
  let derived = 0;
  const lazily = (list: readonly ListEvent[]) =>
    list.map((one) => ({
      event: one,
      get edges() {
        derived += 1;
        return deriveEdges(one);
      },
    }));
  const [old, now] = [lazily(make('2025-11-02')), lazily(make('2025-11-03'))];
  expect(compareLists(old, now)).toHaveLength(10);
  expect(derived).toBeLessThan(200);
});

describe('any two states of an event', () => {
  const pair = fc.tuple(eventWith('e'), eventWith('e'));
  /** What undoes a change of that kind, between two states that both stand. */
  const OPPOSITES: Partial<Record<ChangeKind, readonly ChangeKind[]>> = {
    earlier: ['later', 'extended'],
    later: ['earlier'],
    extended: ['earlier'],
    confirmed: ['became tentative'],
    'became tentative': ['confirmed'],
    'became exact': ['withdrawn'],
    withdrawn: ['became exact'],
    'text only': ['text only'],
  };
  const runs = { seed: 20251110, numRuns: 150 };

  test('any two states of an event are equal exactly when they look alike, and every difference has a kind', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(compare(a, a)).toEqual([]);
        expect(compare(a, structuredClone(a))).toEqual([]);
        expect(compare(a, b).length > 0).toBe(!looksAlike(a, b));
      }),
      runs,
    );
  });

  test('any two states of an event give opposite kinds there and back, and only what rested is restored', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        const [restedA, restedB] = [restsBecause(a) !== null, restsBecause(b) !== null];
        expect(there.some(({ kind }) => kind === 'restored')).toBe(restedA && !restedB);
        if (restedA || restedB) return;
        const answers = back.map(({ kind }) => kind);
        for (const { kind } of there) {
          expect(
            OPPOSITES[kind]?.some((one) => answers.includes(one)),
            `${said(there)} / ${said(back)}`,
          ).toBe(true);
        }
      }),
      runs,
    );
  });

  test('any two states of an event give changes in the order in which a message says them, text only by itself, each edge moving once', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const kinds = compare(a, b).map(({ kind }) => CHANGE_KINDS.indexOf(kind));
        expect(kinds).toEqual([...kinds].sort((x, y) => x - y));
        const changes = said(compare(a, b));
        if (changes.includes('text only')) expect(changes).toEqual(['text only']);
        expect(new Set(changes).size).toBe(changes.length);
      }),
      runs,
    );
  });
});
