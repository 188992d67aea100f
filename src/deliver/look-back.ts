import type { ClaimedPost } from '../outbox/outbox.ts';
import type { DeliveryParts } from './deliver-post.ts';
import type { PostReview } from './review-post.ts';
import type { SendResult } from './sender.ts';

/**
 * How long after a first unanswered attempt Discord may be trusted to know the nonce ("the past few minutes",
 * https://docs.discord.com/developers/resources/message#create-message); later the bot looks for its own mark first.
 */
export const NONCE_TRUST_MS = 120_000;

/** What a look into the channel told. */
export type Sight =
  | { readonly kind: 'not needed' | 'absent' | 'blind' | 'stopping' }
  | { readonly kind: 'found'; readonly message: string }
  /** The look itself failed: to be repeated later. */
  | { readonly kind: 'unknown'; readonly result: SendResult };

/**
 * Product rule 7: once Discord may have forgotten the nonce, or when what was perhaps sent would now be another message,
 * only a look into the channel can tell. An edit needs none: making it twice makes nothing more.
 */
export async function lookBack(
  post: ClaimedPost,
  review: PostReview,
  parts: Pick<DeliveryParts, 'outbox' | 'sender' | 'machine'> & { slot(): Promise<boolean> },
): Promise<Sight> {
  const { channel, nonce, firstUnanswered: since } = post;
  if (since === null || post.edits !== null) return { kind: 'not needed' };
  const changed = review.skip.length > 0 || review.catchUp.length > 0;
  const age = parts.machine.now() - since;
  // An attempt that lies ahead was made before the clock was set back; how long ago, nobody knows.
  if (!changed && age >= 0 && age <= NONCE_TRUST_MS) return { kind: 'not needed' };
  if (!(await parts.slot())) return { kind: 'stopping' };
  const known = await parts.outbox.lastMessage(channel);
  const seen = await parts.sender.look({ channel, nonce, since, known });
  switch (seen.kind) {
    case 'absent':
    case 'blind':
      return { kind: seen.kind };
    case 'found':
      return { kind: 'found', message: seen.message };
    case 'failed':
    case 'credentials':
      return { kind: 'unknown', result: seen };
  }
}
