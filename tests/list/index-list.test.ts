import { expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { indexSteps } from '../../src/list/index/index-list.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { opens } from '../build/build-events.ts';
import { makeEvent, makeList } from '../build/build-lists.ts';

const EVENTS = [3, 1, 2].map((day) => makeEvent(`e${day}`, opens(`2030-06-0${day}`)));
const edges = (id: string) => EVENTS.filter((event) => event.id === id).flatMap((event) => deriveEdges(event));
const span = () => ({ over: null, order: null });

test('a list is indexed piece by piece, with a pause after each event', () => {
  const asked: string[] = [];
  const steps = indexSteps(makeList(EVENTS), {
    edges(id) {
      asked.push(id);
      return edges(id);
    },
    span,
  });
  const askedByStep: number[] = [];
  for (let step = steps.next(); step.done !== true; step = steps.next()) askedByStep.push(asked.length);
  // Four more while what was asked is put in order.
  expect(askedByStep).toEqual([1, 2, 3, 3, 3, 3, 3]);
});

test('the index of a list is made once, and has its edges soonest first', () => {
  const catalogue = makeCatalogue(makeList(EVENTS));
  expect(catalogue.index().edges.map(({ listed }) => listed.event.id)).toEqual(['e1', 'e2', 'e3']);
  expect(catalogue.index()).toBe(catalogue.index());
});
