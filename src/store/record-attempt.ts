import type { Outbox } from '../outbox/outbox.ts';
import type { Ledger } from './describe-tables.ts';
import { encodeMessage } from './encode-message.ts';

/** `Outbox.recordAttempt`: one conditional update, committed with others of the same turn. */
export function recordAttempt({ commitTogether }: Ledger): Outbox['recordAttempt'] {
  return async ({ post, lease, now, payload }) => {
    const encoded = encodeMessage(payload);
    const updated = await commitTogether((tx) =>
      tx
        .updateTable('posts')
        .set((eb) => ({
          attempts: eb('attempts', '+', 1),
          first_unanswered: eb.fn.coalesce('first_unanswered', eb.val(now)),
          payload: encoded,
        }))
        .where('id', '=', post)
        .where('lease', '=', lease)
        .where('ready_at', '>', now)
        .executeTakeFirst(),
    );
    return updated.numUpdatedRows > 0n;
  };
}
