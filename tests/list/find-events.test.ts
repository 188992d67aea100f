import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { findEvent, nearestEvents, nearestWords } from '../../src/list/index/find-events.ts';
import { foldText, likeness } from '../../src/model/nearest-word.ts';
import { at, opens } from '../build/build-events.ts';
import { makeEvent, makeList } from '../build/build-lists.ts';

const NOW = at('2030-05-01T00:00:00Z');

function index(titles: Record<string, string>) {
  const events = Object.entries(titles).map(([id, title]) => makeEvent(id, opens('2030-06-01'), { title }));
  return makeCatalogue(makeList(events)).index();
}

test.each([
  ['Élysée', 'elysee'],
  ['U.S.–China  trade', 'us china trade'],
  ['  São_Paulo/Rio ', 'sao paulo rio'],
  ['the delegation’s stay', 'the delegations stay'],
  ['100% tariff', '100% tariff'],
  ['ＡＢＣ', 'abc'],
  ['北京 2030', '北京 2030'],
  ['***', ''],
])('the text %j is compared as %j', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('a text is as like itself as can be, and not at all like something with no pair of letters in common', () => {
  expect(likeness('tariffs', 'tariffs')).toBe(1);
  expect(likeness('tariffs', 'zoo')).toBe(0);
  expect(likeness('', 'a')).toBe(0);
  expect(likeness('a', 'a')).toBe(1);
});

test('a text is nearer with a slip of the finger than with another word', () => {
  expect(likeness('tarifs', 'tariffs')).toBeGreaterThan(likeness('tarifs', 'talks'));
});

describe('the event that a name means', () => {
  const known = index({ north: 'Summit of the North', south: 'Summit of the South', summit: 'Summit' });

  test.each([
    ['north', 'north'],
    [' south ', 'south'],
    ['SUMMIT', 'summit'],
    ['summit of the north', 'north'],
    ['of south', 'south'],
  ])('the event that %j means is %j', (name, id) => {
    expect(findEvent(known, name, NOW)?.event.id).toBe(id);
  });

  test.each(['summit of', 'the', 'west', '', '%%'])('%j means no event, since it fits several or nothing', (name) => {
    expect(findEvent(known, name, NOW)).toBeNull();
  });

  test('a name means no event where two have the same title', () => {
    expect(findEvent(index({ a: 'Twice', b: 'Twice' }), 'twice', NOW)).toBeNull();
  });

  test('no event is found by what every object has', () => {
    expect(findEvent(known, 'constructor', NOW)).toBeNull();
  });
});

describe('the names nearest to what was typed', () => {
  const known = index({ talks: 'Trade talks in Geneva', summit: 'Summit', visit: 'State visit' });

  test('the nearest names come nearest first, and at most so many', () => {
    expect(nearestEvents(known, 'trade taks genva', NOW, 2)[0]?.event.id).toBe('talks');
    expect(nearestEvents(known, 'i', NOW, 2)).toHaveLength(2);
  });

  test('there are no nearest names where nothing is near', () => {
    expect(nearestEvents(known, 'xyzzy', NOW, 5)).toEqual([]);
  });

  test.each([
    ['tarifs', ['tariffs']],
    ['rare earth', ['rare-earths']],
    ['SHIPING', ['shipping']],
    ['xyzzy', []],
  ])('among topics, %j is near %j', (typed, near) => {
    expect(nearestWords(['tariffs', 'rare-earths', 'shipping', 'talks'], typed, 3)).toEqual(near);
  });
});
