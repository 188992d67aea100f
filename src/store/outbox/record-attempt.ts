import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';
import { encodeMessage } from './encode-message.ts';
import { settleMoment } from './settle-post.ts';

/** `Outbox.recordAttempt`: one conditional update, and the moments left out; committed with others of the same turn. */
export function recordAttempt({ commitTogether }: Ledger): Outbox['recordAttempt'] {
  return async ({ post, lease, now, payload, skipped = [] }) => {
    const encoded = encodeMessage(payload);
    return commitTogether(async (tx) => {
      const updated = await tx
        .updateTable('posts')
        .set((eb) => ({
          attempts: eb('attempts', '+', 1),
          first_unanswered: eb.fn.coalesce('first_unanswered', eb.val(now)),
          payload: encoded,
        }))
        .where('id', '=', post)
        .where('lease', '=', lease)
        .where('ready_at', '>', now)
        .executeTakeFirst();
      if (updated.numUpdatedRows === 0n) return false;
      for (const moment of skipped) await settleMoment(tx, post, moment);
      return true;
    });
  };
}
