import type { KeyedKind, PostContent } from '../model/post.ts';
import type { PlannedPost, Reservation } from './outbox.ts';

/** A reservation of what is named; the rest of it asks for nothing. */
export function makeReservation(some: Partial<Reservation>): Reservation {
  return { posts: [], skipped: [], watermark: null, settledChannels: [], settledList: null, ...some };
}

/**
 * A post that speaks for itself and is unique by its key: `body` is what its kind says. It carries no moments. `edits` is
 * the message that it changes; left out for a new one.
 */
export function keyedPost({
  edits = null,
  ...post
}: Pick<PlannedPost, 'guild' | 'channel' | 'due' | 'urgency'> &
  PostContent<KeyedKind> & { readonly key: string; readonly edits?: string | null }): PlannedPost<KeyedKind> {
  return { ...post, ordinal: 0, addedLate: false, edits, moments: [] };
}
