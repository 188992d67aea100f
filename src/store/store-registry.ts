import type { Kysely } from 'kysely';
import type { ChannelId } from '../model/subscription.ts';
import type { Registry } from '../outbox/registry.ts';
import { readSubscription, readSubscriptionRow, writeMark, writeSubscription } from './convert-subscription.ts';
import type { Ledger, Tables } from './describe-tables.ts';
import { addToFact, FACTS, raiseRevision, readFact, readNumber, writeFact } from './keep-facts.ts';
import { markUnsettled } from './mark-unsettled.ts';
import { guildSettings, putGuildSettings } from './store-guild-settings.ts';

/** The registry over an open database. Every method rejects with a `StoreError` when the database cannot do it. */
export function storeRegistry({ db }: Ledger): Registry {
  return {
    revision: async () => (await readNumber(db, FACTS.revision)) ?? 0,
    subscriptions: async () =>
      (await db.selectFrom('subscriptions').selectAll().orderBy('channel').execute()).map(readSubscriptionRow),
    subscription: async (channel) => {
      const row = await rowOf(db, channel);
      return row === undefined ? null : readSubscriptionRow(row);
    },
    putSubscription: (subscription) =>
      db.transaction().execute(async (tx) => {
        const old = await rowOf(tx, subscription.channel);
        const mark = markUnsettled(old === undefined ? null : readSubscriptionRow(old), subscription);
        const row = { ...writeSubscription(subscription, mark), version: await raiseRevision(tx) };
        await tx
          .insertInto('subscriptions')
          .values(row)
          .onConflict((conflict) => conflict.column('channel').doUpdateSet(row))
          .execute();
        return { before: old === undefined ? null : readSubscription(old) };
      }),
    removeSubscription: (channel) =>
      db.transaction().execute(async (tx) => {
        const old = await rowOf(tx, channel);
        if (old === undefined) return null;
        await tx.deleteFrom('subscriptions').where('channel', '=', channel).execute();
        await raiseRevision(tx);
        return readSubscription(old);
      }),
    pauseSubscription: (channel, reason, since) =>
      db.transaction().execute(async (tx) => {
        const old = await rowOf(tx, channel);
        if (old === undefined) return false;
        // Resuming what is not paused must not move its window: what fell due since the last tick would be lost.
        if (reason === old.paused) return true;
        const resumed = { paused: null, since, unsettled: writeMark({ cause: 'created' }) };
        await tx
          .updateTable('subscriptions')
          .set({ ...(reason === null ? resumed : { paused: reason }), version: await raiseRevision(tx) })
          .where('channel', '=', channel)
          .execute();
        return true;
      }),
    guildSettings: guildSettings(db),
    putGuildSettings: putGuildSettings(db),
    removeGuild: (guild) =>
      db.transaction().execute(async (tx) => {
        const sent = await tx
          .selectFrom('posts')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('guild', '=', guild)
          .where('state', '=', 'sent')
          .executeTakeFirstOrThrow();
        await addToFact(tx, FACTS.sentPosts, -Number(sent.count));
        for (const table of ['moments', 'posts', 'subscriptions', 'guild_settings'] as const) {
          await tx.deleteFrom(table).where('guild', '=', guild).execute();
        }
        await raiseRevision(tx);
      }),
    recall: (name) => readFact(db, memo(name)),
    remember: (name, value) => writeFact(db, memo(name), value),
  };
}

function rowOf(db: Kysely<Tables>, channel: ChannelId) {
  return db.selectFrom('subscriptions').selectAll().where('channel', '=', channel).executeTakeFirst();
}

/** Remembered facts have names of their own, so that none of them can touch the store's. */
function memo(name: string): string {
  return `memo:${name}`;
}
