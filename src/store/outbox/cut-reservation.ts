import type { Reservation } from '../../outbox/outbox.ts';

/** Most moments in one transaction: about 12 ms of a store that blocks while it works, with 100,000 rows of history. */
export const MOMENTS_PER_CHUNK = 100;

/** What one transaction of a reservation writes. */
export type ReservationChunk = Pick<Reservation, 'posts' | 'skipped'>;

/**
 * Cuts a reservation into chunks of at most `MOMENTS_PER_CHUNK` moments. Never cuts through a post, whose id hangs on
 * all its moments; one with more moments than that is a chunk by itself. A post without moments counts as one. At least one chunk, so that there is a last.
 */
export function cutReservation(reservation: Reservation): ReservationChunk[] {
  const chunks: { posts: Reservation['posts'][number][]; skipped: Reservation['skipped'][number][] }[] = [];
  let size = Number.POSITIVE_INFINITY;
  const chunkFor = (moments: number) => {
    const last = chunks.at(-1);
    if (last !== undefined && size + moments <= MOMENTS_PER_CHUNK) {
      size += moments;
      return last;
    }
    const fresh = { posts: [], skipped: [] };
    chunks.push(fresh);
    size = moments;
    return fresh;
  };
  for (const post of reservation.posts) chunkFor(Math.max(1, post.moments.length)).posts.push(post);
  for (const skip of reservation.skipped) chunkFor(1).skipped.push(skip);
  if (chunks.length === 0) chunkFor(0);
  return chunks;
}
