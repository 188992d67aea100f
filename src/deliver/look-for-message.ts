import type { ClaimedPost, Outbox } from '../outbox/outbox.ts';
import type { Machine } from '../time/machine.ts';
import type { Sender, SendResult } from './sender.ts';

/**
 * How long after a first unanswered attempt Discord may be trusted to know the nonce ("the past few minutes",
 * https://docs.discord.com/developers/resources/message#create-message); later the bot looks for its own mark first.
 */
export const NONCE_TRUST_MS = 120_000;

/** The finding of a look into the channel. */
export type Sight =
  | { readonly kind: 'not needed' | 'absent' | 'blind' | 'stopping' }
  | { readonly kind: 'found'; readonly message: string; readonly at: number }
  /** The look itself failed: to be repeated later. */
  | { readonly kind: 'unknown'; readonly result: SendResult };

/** Whether Discord may have forgotten the nonce of an attempt that was never answered. */
export function isForgotten({ firstUnanswered: since }: Pick<ClaimedPost, 'firstUnanswered'>, now: number): boolean {
  if (since === null) return false;
  // An attempt that lies ahead was made before the clock was set back; how long ago, nobody knows.
  return now < since || now - since > NONCE_TRUST_MS;
}

/**
 * Product rule 7: once Discord may have forgotten the nonce, or when what was perhaps sent would now be another message
 * or none (`changed`), only a look into the channel can tell. An edit needs none: making it twice makes nothing more.
 */
export async function lookBack(
  post: ClaimedPost,
  changed: boolean,
  parts: {
    readonly outbox: Pick<Outbox, 'lastMessage'>;
    readonly sender: Pick<Sender, 'look'>;
    readonly machine: Pick<Machine, 'now'>;
    slot(): Promise<boolean>;
  },
): Promise<Sight> {
  const { channel, nonce, firstUnanswered: since } = post;
  if (since === null || post.edits !== null) return { kind: 'not needed' };
  if (!changed && !isForgotten(post, parts.machine.now())) return { kind: 'not needed' };
  const known = await parts.outbox.lastMessage(channel);
  const seen = await parts.sender.look({ channel, nonce, since, known, slot: parts.slot });
  switch (seen.kind) {
    case 'blind':
      return { kind: 'blind' };
    case 'unanswered':
      return { kind: 'unknown', result: seen.result };
    default:
      return seen;
  }
}
