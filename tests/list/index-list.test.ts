import { expect, test } from 'vitest';
import { indexList, indexSteps } from '../../src/list/index/index-list.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { opens } from '../build/build-events.ts';
import { makeEvent, makeList } from '../build/build-lists.ts';

const EVENTS = [3, 1, 2].map((day) => makeEvent(`e${day}`, opens(`2030-06-0${day}`)));
const edges = (id: string) => EVENTS.filter((event) => event.id === id).flatMap((event) => deriveEdges(event));

test('a list is made ready piece by piece, with a breath after each event, and answers then have it', () => {
  const list = makeList(EVENTS);
  const asked: string[] = [];
  const steps = indexSteps(list, (id) => {
    asked.push(id);
    return edges(id);
  });
  const askedByStep: number[] = [];
  let step = steps.next();
  while (step.done !== true) {
    askedByStep.push(asked.length);
    step = steps.next();
  }
  expect(askedByStep).toEqual([0, 1, 2, 3, 3, 3]);
  expect(indexList(list, () => expect.fail('it was ready'))).toBe(step.value);
});

test('a list that nobody made ready is so at its first use, and only then', () => {
  const list = makeList(EVENTS);
  const first = indexList(list, edges);
  expect(first.edges.map(({ listed }) => listed.event.id)).toEqual(['e1', 'e2', 'e3']);
  expect(indexList(list, () => expect.fail('it was ready'))).toBe(first);
});
