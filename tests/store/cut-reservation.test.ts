import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutReservation, MOMENTS_PER_CHUNK } from '../../src/store/outbox/reserve-posts.ts';
import { moment, post, reservation } from '../build/build-posts.ts';

test('a cut reservation keeps every post and every skipped moment, in order, in chunks of the allowed size', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(MOMENTS_PER_CHUNK), { maxLength: 30 }), fc.nat(300), (sizes, skips) => {
      const posts = sizes.map((size, at) => post(Array.from({ length: size }, (_, n) => `event-${at}-${n}`)));
      const skipped = Array.from({ length: skips }, (_, n) => ({
        moment: moment(`skip-${n}`),
        reason: 'muted' as const,
      }));
      const chunks = cutReservation(reservation(posts, { skipped }));
      expect(chunks.flatMap((chunk) => chunk.posts)).toEqual(posts);
      expect(chunks.flatMap((chunk) => chunk.skipped)).toEqual(skipped);
      for (const chunk of chunks) {
        const size = chunk.posts.reduce((sum, one) => sum + one.moments.length, chunk.skipped.length);
        expect(size).toBeLessThanOrEqual(MOMENTS_PER_CHUNK);
      }
    }),
    { numRuns: 50 },
  );
});

test('a reservation of nothing has one chunk, so that the watermark has a transaction to move in', () => {
  expect(cutReservation(reservation([]))).toEqual([{ posts: [], skipped: [] }]);
});

test('a post that is larger than a chunk gets a chunk of its own', () => {
  const large = post(Array.from({ length: MOMENTS_PER_CHUNK + 1 }, (_, n) => `event-${n}`));
  const chunks = cutReservation(reservation([post(['a']), large, post(['b'])]));
  expect(chunks.map((chunk) => chunk.posts.length)).toEqual([1, 1, 1]);
});
