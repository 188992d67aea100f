import type { PlannedPost, Reservation } from './outbox.ts';

/** A reservation of what is named; the rest of it asks for nothing. */
export function makeReservation(some: Partial<Reservation>): Reservation {
  return { posts: [], skipped: [], watermark: null, settledChannels: [], settledList: null, ...some };
}

/**
 * A post that speaks for itself and is unique by its key: `body` is what its kind says, kept as JSON. It carries no
 * moments. `edits` is the message that it changes; left out for a new one.
 */
export function keyedPost({
  body,
  edits = null,
  ...post
}: Pick<PlannedPost, 'kind' | 'guild' | 'channel' | 'due' | 'urgency'> & {
  readonly key: string;
  readonly body: unknown;
  readonly edits?: string | null;
}): PlannedPost {
  return { ...post, ordinal: 0, addedLate: false, body: JSON.stringify(body), edits, moments: [] };
}
