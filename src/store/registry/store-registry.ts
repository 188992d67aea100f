import type { Kysely, Selectable } from 'kysely';
import { personalKey } from '../../model/post.ts';
import type { ChannelId, Subscriber, UserId } from '../../model/subscription.ts';
import { OvertakenError, type Registry, type SubscriptionRow } from '../../outbox/registry.ts';
import type { Ledger, SubscriptionsTable, Tables } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { decodeSubscriber, encodeOwner } from '../read-rows.ts';
import { readSubscriptions, withoutMark, writeMark, writeSubscription } from './convert-subscription.ts';
import {
  addFact,
  addToFact,
  FACTS,
  forgetFacts,
  guildFact,
  memo,
  raiseRevision,
  readFact,
  readNumber,
  writeFact,
} from './keep-facts.ts';
import { noteClosing, pauseChannel, readClosings, removeChannel, reopenChannel } from './pause-channel.ts';
import { storePins, storeRecurring } from './store-recurring.ts';
import { markUnsettled, storeSettings } from './store-settings.ts';

/** The registry over an open database. Every method rejects with a `StoreError` when the database cannot do it. */
export function storeRegistry(ledger: Ledger): Registry {
  const { db, transact } = ledger;
  const readOne = (row: Selectable<SubscriptionsTable> | undefined): SubscriptionRow | null =>
    readSubscriptions(row === undefined ? [] : [row], ledger)[0] ?? null;
  return {
    revision: async () => (await readNumber(db, FACTS.revision)) ?? 0,
    subscriptions: async () =>
      readSubscriptions(await db.selectFrom('subscriptions').selectAll().orderBy('channel').execute(), ledger),
    async subscriptionsSince(revision) {
      const rows = await db.selectFrom('subscriptions').selectAll().where('version', '>', revision).execute();
      const counted = db.selectFrom('subscriptions').select((eb) => eb.fn.countAll<number>().as('count'));
      return { rows: readSubscriptions(rows, ledger), count: Number((await counted.executeTakeFirstOrThrow()).count) };
    },
    subscription: async (channel) => readOne(await rowOf(db, channel)),
    putSubscription: (subscription, over) =>
      transact('state', async (tx) => {
        const old = readOne(await rowOf(tx, subscription.channel));
        requireSame(old, over);
        const mark = markUnsettled(old, subscription);
        const row = { ...writeSubscription(subscription, mark), version: await raiseRevision(tx) };
        await tx
          .insertInto('subscriptions')
          .values(row)
          .onConflict((conflict) => conflict.column('channel').doUpdateSet(row))
          .execute();
        return { before: old && withoutMark(old) };
      }),
    removeSubscription: (channel, over) =>
      transact('state', async (tx) => {
        const old = await rowOf(tx, channel);
        requireSame(old ?? null, over);
        if (old === undefined) return null;
        await tx.deleteFrom('subscriptions').where('channel', '=', channel).execute();
        await raiseRevision(tx);
        const before = readOne(old);
        return before && withoutMark(before);
      }),
    pauseSubscription: (channel, reason, since) =>
      transact('state', async (tx) => {
        const old = await rowOf(tx, channel);
        if (old === undefined) return false;
        // Resuming an active one must not move its window: reminders due since the last tick would be lost.
        if (reason === old.paused) return reason === null;
        // A pause is reported once: a second reason for it is no second pause.
        if (reason !== null && old.paused !== null) return false;
        const resumed = { paused: null, since, unsettled: writeMark({ cause: 'created' }) };
        await tx
          .updateTable('subscriptions')
          .set({ ...(reason === null ? resumed : { paused: reason }), version: await raiseRevision(tx) })
          .where('channel', '=', channel)
          .execute();
        return true;
      }),
    pauseChannel: pauseChannel(ledger),
    closings: readClosings(ledger),
    noteClosing: (closing) => noteClosing(db, closing),
    reopenChannel: reopenChannel(ledger),
    removeChannel: removeChannel(ledger),
    async noteTold(guild, key) {
      const name = guildFact('told', guild, key);
      // Asked with each answer: what was told long ago needs no lock for writing.
      return (await readFact(db, name)) === null && (await addFact(db, name, ''));
    },
    ...storeSettings(ledger),
    ...storeRecurring(ledger),
    async forget(owner) {
      const forgotten = await transact('state', async (tx) => {
        const instead = owner.kind === 'person' ? await deletePosts(tx, isInsteadOf(owner.user)) : 0;
        const posts = instead + (await deletePosts(tx, isOf(owner)));
        const rowsOf = async (table: 'moments' | 'subscriptions' | 'guild_settings' | 'standing') =>
          Number((await tx.deleteFrom(table).where(isOf(owner)).executeTakeFirst()).numDeletedRows);
        const reminders = await rowsOf('moments');
        const subscriptions = await rowsOf('subscriptions');
        const [settings, recurring] = [await rowsOf('guild_settings'), await rowsOf('standing')];
        if (owner.kind === 'guild') await forgetFacts(tx, owner.guild);
        await raiseRevision(tx);
        return { subscriptions, recurring, settings, posts, reminders };
      });
      await ledger.wipe();
      return forgotten;
    },
    ...storeLeaving(ledger),
    ...storePins(ledger),
    recall: (name) => readFact(db, memo(name)),
    remember: (name, value) => writeFact(db, memo(name), value),
    revise: (name, change) =>
      transact('state', async (tx) => writeFact(tx, memo(name), change(await readFact(tx, memo(name))))),
  };
}

type Versioned = Pick<SubscriptionRow, 'version'> | null;

function requireSame(found: Versioned, over: Versioned | undefined): void {
  if (over !== undefined && found?.version !== over?.version) throw new OvertakenError();
}

/**
 * A person's rows are found by indexes that hold nothing else, if the query uses the same words as their definition.
 */
export function isOf(owner: Subscriber) {
  const guild = encodeOwner(owner);
  return owner.kind === 'person' ? sql<boolean>`guild = ${guild} and guild like '@%'` : sql<boolean>`guild = ${guild}`;
}

/**
 * Matches posts to a server's channel because this person's direct messages were closed, by the keys of the person's
 * own posts.
 */
export function isInsteadOf(user: UserId) {
  const own = isOf({ kind: 'person', user });
  return sql<boolean>`key in (select ${personalKey('')} || id from posts where ${own})`;
}

/** Returns how many. */
async function deletePosts(tx: Kysely<Tables>, which: ReturnType<typeof isOf>): Promise<number> {
  const sent = await tx
    .selectFrom('posts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(which)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  await addToFact(tx, FACTS.sentPosts, -Number(sent.count));
  return Number((await tx.deleteFrom('posts').where(which).executeTakeFirst()).numDeletedRows);
}

function rowOf(db: Kysely<Tables>, channel: ChannelId) {
  return db.selectFrom('subscriptions').selectAll().where('channel', '=', channel).executeTakeFirst();
}

/** The registry's part for servers that the bot has left. The marks are facts of their servers, deleted with them. */
function storeLeaving({ db }: Ledger): Pick<Registry, 'servers' | 'markLeft' | 'leftServers'> {
  return {
    async servers() {
      const rows = await db
        .selectFrom('subscriptions')
        .select('guild')
        .union(db.selectFrom('guild_settings').select('guild'))
        .union(db.selectFrom('standing').select('guild'))
        .execute();
      return rows.flatMap(({ guild }) => (decodeSubscriber(guild).kind === 'guild' ? [guild] : []));
    },
    async markLeft(guild, since) {
      const name = guildFact('left', guild, '');
      if (since === null) await db.deleteFrom('facts').where('name', '=', name).execute();
      else await addFact(db, name, String(since));
    },
    async leftServers() {
      const marks = await db
        .selectFrom('facts')
        .select(['name', 'value'])
        .where('name', 'like', guildFact('left', '%', ''))
        .execute();
      return marks.map(({ name, value }) => ({ guild: name.split(' ')[1] ?? '', since: Number(value) }));
    },
  };
}
