import type { Transaction } from 'kysely';
import type { Instant } from '../../model/date.ts';
import { REST_REASONS } from '../../model/post.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { writeMark } from './convert-subscription.ts';
import { NEW_NOTE, noteClosing, readClosing } from './keep-closings.ts';
import { guildFact, raiseRevision } from './keep-facts.ts';

/** `Registry.pauseChannel`. One transaction, so that a process that dies leaves no board active beside its note. */
export function pauseChannel({ db }: Ledger): Registry['pauseChannel'] {
  return ({ post, ...closing }) =>
    db.transaction().execute(async (tx) => {
      const { channel, reason: paused, since } = closing;
      const recurring = await tx
        .updateTable('standing')
        .set({ paused })
        .where('channel', '=', channel)
        .where('paused', 'is', null)
        .executeTakeFirst();
      const active = await tx
        .selectFrom('subscriptions')
        .select('channel')
        .where('channel', '=', channel)
        .where('paused', 'is', null)
        .executeTakeFirst();
      if (recurring.numUpdatedRows === 0n && active === undefined) return false;
      const version = await raiseRevision(tx);
      if (active !== undefined) {
        await tx.updateTable('subscriptions').set({ paused, version }).where('channel', '=', channel).execute();
      }
      const earliest = await earliestOpen(tx, channel, post);
      const note = {
        missedFrom: Math.min(since, earliest ?? since),
        ...NEW_NOTE,
        gone: paused === 'unknown channel' ? since : null,
      };
      await noteClosing(tx, { ...closing, ...note });
      return true;
    });
}

/** `Registry.reopenChannel`. A resumed subscription posts nothing for the past: its window begins at `at`. */
export function reopenChannel({ db, unreadable }: Ledger): Registry['reopenChannel'] {
  return ({ guild, channel, at }) =>
    db.transaction().execute(async (tx) => {
      const recurring = await tx
        .updateTable('standing')
        .set({ paused: null })
        .where('channel', '=', channel)
        .where('paused', 'in', REST_REASONS)
        .executeTakeFirst();
      const resting = await tx
        .selectFrom('subscriptions')
        .select('channel')
        .where('channel', '=', channel)
        .where('paused', 'in', REST_REASONS)
        .executeTakeFirst();
      if (recurring.numUpdatedRows === 0n && resting === undefined) return false;
      const version = await raiseRevision(tx);
      if (resting !== undefined) {
        const resumed = { paused: null, since: at, unsettled: writeMark({ cause: 'created' }), version };
        await tx.updateTable('subscriptions').set(resumed).where('channel', '=', channel).execute();
      }
      const closing = await readClosing(tx, { guild, channel, unreadable });
      if (closing !== null) await noteClosing(tx, { ...closing, reopened: at });
      return true;
    });
}

/** `Registry.removeChannel`. */
export function removeChannel({ db }: Ledger): Registry['removeChannel'] {
  return ({ guild, channel }) =>
    db.transaction().execute(async (tx) => {
      const removed = [
        await tx.deleteFrom('subscriptions').where('channel', '=', channel).executeTakeFirst(),
        await tx.deleteFrom('standing').where('channel', '=', channel).executeTakeFirst(),
      ];
      if (removed.every(({ numDeletedRows }) => numDeletedRows === 0n)) return false;
      await tx
        .deleteFrom('facts')
        .where('name', '=', guildFact('closed', guild, channel))
        .execute();
      await raiseRevision(tx);
      return true;
    });
}

/** The refused post has ended by then; anything else open in the channel will be refused or skipped. */
async function earliestOpen(tx: Transaction<Tables>, channel: ChannelId, post: string): Promise<Instant | null> {
  const { due } = await tx
    .selectFrom('moments')
    .select((eb) => eb.fn.min<number | null>('due').as('due'))
    .where('channel', '=', channel)
    .where((eb) => eb.or([eb('state', '=', 'reserved'), eb('post', '=', post)]))
    .executeTakeFirstOrThrow();
  return due;
}
