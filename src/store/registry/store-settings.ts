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
): Pick<Registry, 'guildSettings' | 'putGuildSettings' | 'personSettings' | 'putPersonSettings' | 'noteLocale'> {
  const { db, transact } = ledger;
  const readAll = () => db.selectFrom('guild_settings').selectAll().orderBy('guild').execute();
  return {
    guildSettings: async () => (await readAll()).flatMap(readGuild),
    noteLocale: (owner, locale) =>
      transact('state', async (tx) => {
        const row = { guild: encodeOwner(owner), zone: null, posting_time: null, ...keptOr({ locale }, undefined) };
        await tx
          .insertInto('guild_settings')
          .values(row)
          .onConflict((conflict) => conflict.column('guild').doUpdateSet({ locale }))
          .execute();
        await raiseRevision(tx);
      }),
    personSettings: async () => (await readAll()).flatMap(readPerson),
    putGuildSettings: ({ guild, zone, postingTime, ...more }, since, over) =>
      transact('state', async (tx) => {
        const old = await readRow(tx, guild);
        requireSame(old, over);
        const row = { guild, zone, posting_time: postingTime, ...keptOr(more, old) };
        await putRow({ ...ledger, db: tx }, row, old, since);
        return { before: old === undefined ? null : (readGuild(old)[0] ?? null) };
      }),
    putPersonSettings: ({ user, zone, postingTime, ...more }, since, over) =>
      transact('state', async (tx) => {
        const guild = encodeOwner({ kind: 'person', user });
        const old = await readRow(tx, guild);
        requireSame(old, over);
        const row = { guild, zone, posting_time: postingTime, ...keptOr(more, old) };
        await putRow({ ...ledger, db: tx }, row, old, since);
      }),
  };
}

/** A setting that is left out stays as it is. */
function keptOr(
  { pausedUntil, hours, locale }: Partial<Pick<GuildSettings, 'pausedUntil' | 'hours' | 'locale'>>,
  old: Row | undefined,
): Pick<Row, 'paused_until' | 'hours' | 'locale'> {
  const before = old ?? { paused_until: null, hours: null, locale: null };
  return {
    paused_until: pausedUntil === undefined ? before.paused_until : pausedUntil,
    hours: hours === undefined ? before.hours : hours,
    locale: locale === undefined ? before.locale : locale,
  };
}

function readRow(tx: Transaction<Tables>, guild: string): Promise<Row | undefined> {
  return tx.selectFrom('guild_settings').selectAll().where('guild', '=', guild).executeTakeFirst();
}

type Seen = Omit<GuildSettings, 'guild'> | null | undefined;

function requireSame(found: Row | undefined, over: Seen): void {
  if (over === undefined) return;
  const isSame =
    (found?.zone ?? null) === (over?.zone ?? null) &&
    (found?.posting_time ?? null) === (over?.postingTime ?? null) &&
    (found?.paused_until ?? null) === (over?.pausedUntil ?? null) &&
    (found?.hours ?? null) === (over?.hours ?? null);
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

function readGuild({ guild: text, zone, posting_time, paused_until, hours, locale }: Row): GuildSettings[] {
  const owner = decodeSubscriber(text);
  if (owner.kind !== 'guild') return [];
  const more = {
    ...(paused_until === null ? {} : { pausedUntil: paused_until }),
    ...(hours === null ? {} : { hours }),
    ...(locale === null ? {} : { locale }),
  };
  return [{ guild: owner.guild, zone, postingTime: posting_time, ...more }];
}

function readPerson({ guild: text, zone, posting_time, locale }: Row): PersonSettings[] {
  const owner = decodeSubscriber(text);
  if (owner.kind !== 'person') return [];
  return [{ user: owner.user, zone, postingTime: posting_time, ...(locale === null ? {} : { locale }) }];
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
