import { keyText, momentKey } from '../model/moment.ts';
import { postId } from '../outbox/derive-nonce.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { postRow, readMoment } from './convert-rows.ts';
import type { Ledger } from './describe-tables.ts';

/** The reason of a post whose moments all went into another one. */
const REHOMED = 'moved into another post';

/**
 * `Outbox.rehome`. Moments named but no longer reserved in the old post stay where they are; without any, nothing
 * happens. The old post keeps its lease while moments are left in it. That nothing of the old post is in the channel
 * (never attempted, surely refused, or looked for and absent) is for the caller to know: no row can prove it.
 */
export function rehomeMoments({ db }: Ledger): Outbox['rehome'] {
  return ({ from, lease, into }) =>
    db.transaction().execute(async (tx) => {
      const old = await tx
        .selectFrom('posts')
        .select('id')
        .where('id', '=', from)
        .where('lease', '=', lease)
        .executeTakeFirst();
      if (old === undefined) return false;
      const held = await tx
        .selectFrom('moments')
        .selectAll()
        .where('post', '=', from)
        .where('state', '=', 'reserved')
        .execute();
      const wanted = new Set(into.moments.map((moment) => keyText(momentKey(moment))));
      const moving = held.filter((row) => wanted.has(keyText(readMoment(row))));
      if (moving.length === 0) return true;

      const keys = moving.map((row) => keyText(readMoment(row))).sort();
      // The old post is part of the new one's identity: moments that go there and back must not meet an old nonce.
      const id = postId([into.kind, into.channel, String(into.due), String(into.ordinal), ...keys, `from ${from}`]);
      await tx.insertInto('posts').values(postRow(id, into)).execute();
      const ids = moving.map((row) => row.id);
      await tx.updateTable('moments').set({ post: id }).where('id', 'in', ids).execute();
      if (moving.length === held.length) {
        await tx
          .updateTable('posts')
          .set({ state: 'skipped', reason: REHOMED, lease: null, ready_at: null })
          .where('id', '=', from)
          .execute();
      }
      return true;
    });
}
