import type { Selectable, Transaction } from 'kysely';
import type { GuildSettings, PersonSettings, Subscription } from '../../model/subscription.ts';
import { OvertakenError, type Registry, type SubscriptionRow, type Unsettled } from '../../outbox/registry.ts';
import type { GuildSettingsTable, Ledger, Tables } from '../describe-tables.ts';
import { decodeSubscriber, encodeOwner } from '../read-rows.ts';
import { readSubscriptions, writeMark } from './convert-subscription.ts';
import { raiseRevision } from './keep-facts.ts';

type Row = Selectable<GuildSettingsTable>;

/** The registry's part for the settings of servers and people. One table holds both, by their owner. */
export function storeSettings(
  ledger: Ledger,
): Pick<Registry, 'guildSettings' | 'putGuildSettings' | 'personSettings' | 'putPersonSettings'> {
  const { db, transact } = ledger;
  const readAll = () => db.selectFrom('guild_settings').selectAll().orderBy('guild').execute();
  return {
    guildSettings: async () => (await readAll()).flatMap(readGuild),
    personSettings: async () => (await readAll()).flatMap(readPerson),
    putGuildSettings: ({ guild, zone, postingTime, pausedUntil }, since, over) =>
      transact('state', async (tx) => {
        const old = await readRow(tx, guild);
        requireSame(old, over);
        const paused_until = pausedUntil === undefined ? (old?.paused_until ?? null) : pausedUntil;
        await putRow({ ...ledger, db: tx }, { guild, zone, posting_time: postingTime, paused_until }, old, since);
        return { before: old === undefined ? null : (readGuild(old)[0] ?? null) };
      }),
    putPersonSettings: ({ user, zone, postingTime }, since, over) =>
      transact('state', async (tx) => {
        const guild = encodeOwner({ kind: 'person', user });
        const row = { guild, zone, posting_time: postingTime, paused_until: null };
        const old = await readRow(tx, guild);
        requireSame(old, over);
        await putRow({ ...ledger, db: tx }, row, old, since);
      }),
  };
}

function readRow(tx: Transaction<Tables>, guild: string): Promise<Row | undefined> {
  return tx.selectFrom('guild_settings').selectAll().where('guild', '=', guild).executeTakeFirst();
}

type Seen = Omit<GuildSettings, 'guild'> | null | undefined;

function requireSame(found: Row | undefined, over: Seen): void {
  if (over === undefined) return;
  const isSame =
    over === null || found === undefined
      ? over === null && found === undefined
      : found.zone === over.zone &&
        found.posting_time === over.postingTime &&
        found.paused_until === (over.pausedUntil ?? null);
  if (!isSame) throw new OvertakenError();
}

/** Writes the row. Subscriptions of its owner are marked as changed where the clock differs from before. */
async function putRow(ledger: Ledger, row: Row, old: Row | undefined, since: number): Promise<void> {
  const tx = ledger.db;
  await tx
    .insertInto('guild_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('guild').doUpdateSet(row))
    .execute();
  const version = await raiseRevision(tx);
  if (row.zone === (old?.zone ?? null) && row.posting_time === (old?.posting_time ?? null)) return;
  const rows = await tx.selectFrom('subscriptions').selectAll().where('guild', '=', row.guild).execute();
  for (const subscription of readSubscriptions(rows, ledger)) {
    await tx
      .updateTable('subscriptions')
      .set({ since, unsettled: writeMark(markUnsettled(subscription, subscription)), version })
      .where('channel', '=', subscription.channel)
      .execute();
  }
}

function readGuild({ guild: text, zone, posting_time, paused_until }: Row): GuildSettings[] {
  const owner = decodeSubscriber(text);
  const pause = paused_until === null ? {} : { pausedUntil: paused_until };
  return owner.kind === 'guild' ? [{ guild: owner.guild, zone, postingTime: posting_time, ...pause }] : [];
}

function readPerson({ guild: text, zone, posting_time }: Row): PersonSettings[] {
  const owner = decodeSubscriber(text);
  return owner.kind === 'person' ? [{ user: owner.user, zone, postingTime: posting_time }] : [];
}

/**
 * Returns what the next tick has to settle for a subscription that was `before` and becomes `next`. A resumed one
 * counts as created, whatever was open about it: it posts nothing for the past.
 */
export function markUnsettled(before: SubscriptionRow | null, next: Subscription): Unsettled {
  if (before === null) return { cause: 'created' };
  if (before.paused !== null && next.paused === null) return { cause: 'created' };
  if (before.unsettled !== null) return before.unsettled;
  const { filter, leads, leadsByKind, leadsByEvent } = before;
  const asked = {
    leads,
    ...(leadsByKind === undefined ? {} : { leadsByKind }),
    ...(leadsByEvent === undefined ? {} : { leadsByEvent }),
  };
  return { cause: 'changed', before: filter, asked };
}
