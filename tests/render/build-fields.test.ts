import { expect, test } from 'vitest';
import { cardSize, field, joinWithin, present } from '../../src/render/card/build-card.ts';
import { downwardLinks } from '../../src/render/event/source-fields.ts';
import { asSentence, capitalize } from '../../src/render/text/escape-text.ts';
import { at } from '../build/build-events.ts';
import { EVENTS, TALKS, TRUCE } from '../build/sample-events.ts';

test('parts are joined whole when they fit', () => {
  expect(joinWithin(['a', 'b'], '; ', 4)).toBe('a; b');
});
test('parts that do not fit are left out from the last on, and counted', () => {
  const parts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(10));
  expect(joinWithin(parts, '; ', 36)).toBe(`${parts[0]}; ${parts[1]}; … and 2 more`);
  expect(joinWithin(parts, '; ', 35)).toBe(`${parts[0]}; … and 3 more`);
});
test('parts that were never given are counted with those left out', () => {
  expect(joinWithin(['aaaa', 'bbbb'], '; ', 100, 7)).toBe('aaaa; bbbb; … and 7 more');
});
test('joined parts are nothing when not even one fits', () => {
  expect(joinWithin(['aaaa', 'bbbb'], '; ', 8)).toBe('');
});

test('a field that would say nothing is none, for Discord refuses it', () => {
  expect(present([field('a', null), field('b', ''), field('c', 'd')])).toEqual([
    { name: 'c', value: 'd', inline: false },
  ]);
});

test('a clause ends as a sentence, once', () => {
  expect(['a', 'a.', 'a?', 'a…'].map(asSentence)).toEqual(['a.', 'a.', 'a?', 'a…']);
});

test('a sentence begins with a capital, inside isolates too', () => {
  expect(['the talks', '\u2068the פסגה\u2069', '100%', '中美'].map(capitalize)).toEqual([
    'The talks',
    '\u2068The פסגה\u2069',
    '100%',
    '中美',
  ]);
});

test('a card counts by all of its texts', () => {
  const fields = [{ name: '12', value: '345', inline: false }];
  expect(cardSize({ title: '1', colour: 0, description: '22', fields, footer: '4444', event: null })).toBe(12);
});

test('ten thousand events that hang on one are counted, not all written', () => {
  const many = Array.from({ length: 10_000 }, (_, count) => ({ ...TRUCE, id: `truce-${count}` }));
  const events = new Map([...EVENTS, ...many.map((entry) => [entry.id, entry] as const)]);
  const [hanging] = downwardLinks({ event: TALKS, events, now: at('2025-10-20T00:00Z'), zone: 'UTC' });
  expect(hanging?.value).toMatch(/; … and 9\d{3} more$/);
  expect(hanging?.value.length).toBeLessThanOrEqual(1024);
});
