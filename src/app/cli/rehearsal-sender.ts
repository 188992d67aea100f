import type { Sender } from '../../deliver/sender.ts';
import type { Message } from '../../model/message.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';

/** Stands where Discord would: every message arrives, and is kept. */
export type RehearsalSender = {
  readonly sender: Sender;
  /** What arrived of a post: a new message, or how the message that it edits reads now; `null` when nothing did. */
  arrived(post: ClaimedPost): Message | null;
};

/** Makes one. A message's id is its post's nonce, so that the same rehearsal gives the same ids whatever ran first. */
export function makeRehearsalSender(): RehearsalSender {
  const messages = new Map<string, Message>();
  const keep = (id: string, message: Message) => {
    messages.set(id, message);
    return { kind: 'sent', message: id } as const;
  };
  return {
    sender: {
      send: async ({ nonce, message }) => keep(nonce, message),
      edit: async ({ edits, message }) => keep(edits, message),
      pin: async ({ message }) => ({ kind: 'sent', message }),
      look: async () => ({ kind: 'absent' }),
    },
    arrived: (post) => messages.get(post.edits ?? post.nonce) ?? null,
  };
}
