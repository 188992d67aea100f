import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NONCE_LENGTH, nonceOf, postId } from '../../src/outbox/derive-nonce.ts';

const LAST = 8_640_000_000_000_000;
const due = fc.integer({ min: -LAST, max: LAST });
const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });

test('the id of a post and its nonce are the same whenever the same is reserved, and fit into what Discord takes', () => {
  fc.assert(
    fc.property(due, parts, (at, what) => {
      const id = postId(at, what);
      expect(postId(at, what)).toBe(id);
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(nonceOf(id)).toMatch(/^[0-9a-hjkmnp-tv-z]{25}$/);
      expect(nonceOf(id)).toHaveLength(NONCE_LENGTH);
    }),
  );
});

test('the id of a post and its nonce differ where anything differs: the channel, the moments, the instant', () => {
  const ids = [postId(7, ['a', 'x']), postId(7, ['b', 'x']), postId(7, ['a', 'y']), postId(8, ['a', 'x'])];
  expect(new Set(ids)).toHaveLength(4);
  expect(new Set(ids.map(nonceOf))).toHaveLength(4);
});

test('the ids of posts stand in the order of their instants, so that what is due together is written together', () => {
  fc.assert(
    fc.property(due, due, parts, parts, (a, b, one, other) => {
      fc.pre(a < b);
      const [first, second] = [postId(a, one), postId(b, other)];
      expect(first < second).toBe(true);
      expect(nonceOf(first) < nonceOf(second)).toBe(true);
    }),
  );
});
