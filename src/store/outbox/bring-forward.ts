import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';

/** `Outbox.bringForward`: the posts that nobody holds a lease on and their open moments, in one transaction. */
export function bringForward({ commitTogether }: Ledger): Outbox['bringForward'] {
  return ({ channel, due }) =>
    commitTogether(async (tx) => {
      const held = await tx
        .selectFrom('posts')
        .select('id')
        .where('channel', '=', channel)
        .where('ready_at', 'is not', null)
        .where('lease', 'is', null)
        .where('due', '>', due)
        .execute();
      const ids = held.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await tx.updateTable('posts').set({ due }).where('id', 'in', ids).execute();
      await tx.updateTable('moments').set({ due }).where('post', 'in', ids).where('due', '>', due).execute();
      return ids.length;
    });
}
