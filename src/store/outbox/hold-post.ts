import type { Transaction } from 'kysely';
import { statesBefore } from '../../outbox/post-states.ts';
import type { Tables } from '../describe-tables.ts';

/**
 * Whether the post is still held under that lease; if so nobody else can take it before the transaction ends, because a
 * write, unlike a read, locks the row in every database.
 */
export async function holdPost(tx: Transaction<Tables>, held: { post: string; lease: string }): Promise<boolean> {
  const kept = await tx
    .updateTable('posts')
    .set({ lease: held.lease })
    .where('id', '=', held.post)
    .where('lease', '=', held.lease)
    .where('state', 'in', statesBefore('handed back'))
    .executeTakeFirst();
  return kept.numUpdatedRows > 0n;
}
