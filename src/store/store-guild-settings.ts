import type { Kysely } from 'kysely';
import type { Registry } from '../outbox/registry.ts';
import { readSubscriptionRow, writeMark } from './convert-subscription.ts';
import type { Tables } from './describe-tables.ts';
import { raiseRevision } from './keep-facts.ts';
import { markUnsettled } from './mark-unsettled.ts';

/** `Registry.guildSettings`. */
export function guildSettings(db: Kysely<Tables>): Registry['guildSettings'] {
  return async () => {
    const rows = await db.selectFrom('guild_settings').selectAll().orderBy('guild').execute();
    return rows.map(({ guild, zone, posting_time }) => ({ guild, zone, postingTime: posting_time }));
  };
}

/** `Registry.putGuildSettings`. */
export function putGuildSettings(db: Kysely<Tables>): Registry['putGuildSettings'] {
  return ({ guild, zone, postingTime }, since) =>
    db.transaction().execute(async (tx) => {
      const old = await tx.selectFrom('guild_settings').selectAll().where('guild', '=', guild).executeTakeFirst();
      const row = { guild, zone, posting_time: postingTime };
      await tx
        .insertInto('guild_settings')
        .values(row)
        .onConflict((conflict) => conflict.column('guild').doUpdateSet(row))
        .execute();
      const version = await raiseRevision(tx);
      const subscriptions = await tx.selectFrom('subscriptions').selectAll().where('guild', '=', guild).execute();
      for (const subscription of subscriptions.map(readSubscriptionRow)) {
        await tx
          .updateTable('subscriptions')
          .set({ since, unsettled: writeMark(markUnsettled(subscription, subscription)), version })
          .where('channel', '=', subscription.channel)
          .execute();
      }
      return { before: old === undefined ? null : { guild, zone: old.zone, postingTime: old.posting_time } };
    });
}
