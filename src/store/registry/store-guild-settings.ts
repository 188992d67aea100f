import type { Kysely, Selectable } from 'kysely';
import type { GuildSettings } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';
import type { GuildSettingsTable, Ledger, Tables } from '../describe-tables.ts';
import { readSubscriptions, writeMark } from './convert-subscription.ts';
import { raiseRevision } from './keep-facts.ts';
import { markUnsettled } from './mark-unsettled.ts';

/** `Registry.guildSettings`. */
export function guildSettings(db: Kysely<Tables>): Registry['guildSettings'] {
  return async () => {
    const rows = await db.selectFrom('guild_settings').selectAll().orderBy('guild').execute();
    return rows.map(readSettings);
  };
}

/** `Registry.putGuildSettings`. */
export function putGuildSettings(ledger: Ledger): Registry['putGuildSettings'] {
  return ({ guild, zone, postingTime, pausedUntil }, since) =>
    ledger.db.transaction().execute(async (tx) => {
      const old = await tx.selectFrom('guild_settings').selectAll().where('guild', '=', guild).executeTakeFirst();
      const paused_until = pausedUntil === undefined ? (old?.paused_until ?? null) : pausedUntil;
      const row = { guild, zone, posting_time: postingTime, paused_until };
      await tx
        .insertInto('guild_settings')
        .values(row)
        .onConflict((conflict) => conflict.column('guild').doUpdateSet(row))
        .execute();
      const version = await raiseRevision(tx);
      const isClockNew = zone !== (old?.zone ?? null) || postingTime !== (old?.posting_time ?? null);
      const rows = tx.selectFrom('subscriptions').selectAll().where('guild', '=', guild);
      for (const subscription of isClockNew ? readSubscriptions(await rows.execute(), ledger) : []) {
        await tx
          .updateTable('subscriptions')
          .set({ since, unsettled: writeMark(markUnsettled(subscription, subscription)), version })
          .where('channel', '=', subscription.channel)
          .execute();
      }
      return { before: old === undefined ? null : readSettings(old) };
    });
}

function readSettings({ guild, zone, posting_time, paused_until }: Selectable<GuildSettingsTable>): GuildSettings {
  const pause = paused_until === null ? {} : { pausedUntil: paused_until };
  return { guild, zone, postingTime: posting_time, ...pause };
}
