import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCircles } from '../../src/list/parse/check-links.ts';

const link = (from: string, to: string) => ({ from, to });
const shown = (links: ReturnType<typeof link>[]) =>
  findCircles(links).map((circle) => circle.map(({ from }) => from).join(' '));

/** The plain definition: while some node has nothing left to wait for, take it away; what remains runs in circles. */
function hasCircle(links: readonly { from: string; to: string }[]): boolean {
  let rest = [...links];
  for (;;) {
    const froms = new Set(rest.map(({ from }) => from));
    const next = rest.filter(({ to }) => froms.has(to));
    if (next.length === rest.length) return rest.length > 0;
    rest = next;
  }
}

test('circles in links are found as one walks them', () => {
  expect(shown([link('a', 'b'), link('b', 'c'), link('c', 'b'), link('d', 'd')])).toEqual(['b c', 'd']);
});

test('no circle is found where two ways lead to one end', () => {
  expect(shown([link('a', 'b'), link('a', 'c'), link('b', 'd'), link('c', 'd')])).toEqual([]);
});

test('circles in links are found exactly where there are some, and each closes', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 10 }), (pairs) => {
      const links = pairs.map(([from, to]) => link(from, to));
      const circles = findCircles(links);
      expect(circles.length > 0).toBe(hasCircle(links));
      for (const circle of circles) {
        circle.forEach(({ to }, index) => {
          expect(to).toBe(circle[(index + 1) % circle.length]?.from);
        });
      }
    }),
    { numRuns: 500 },
  );
});
