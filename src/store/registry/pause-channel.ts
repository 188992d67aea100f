import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../../model/date.ts';
import { decodeJson, isObject } from '../../model/decode-json.ts';
import { REST_REASONS } from '../../model/post.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { Closing, Registry } from '../../outbox/registry.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { readEach } from '../read-rows.ts';
import { writeMark } from './convert-subscription.ts';
import { guildFact, raiseRevision, writeFact } from './keep-facts.ts';

/** `Registry.pauseChannel`. One transaction, so that a process that dies leaves no board active beside its note. */
export function pauseChannel({ transact }: Ledger): Registry['pauseChannel'] {
  return ({ post, ...closing }) =>
    transact('state', async (tx) => {
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
export function reopenChannel({ transact, unreadable }: Ledger): Registry['reopenChannel'] {
  return ({ guild, channel, at }) =>
    transact('state', async (tx) => {
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
export function removeChannel({ transact }: Ledger): Registry['removeChannel'] {
  return ({ guild, channel }) =>
    transact('state', async (tx) => {
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

/** `Registry.closings`. */
export function readClosings(ledger: Ledger): Registry['closings'] {
  return () => readNotes(ledger, guildFact('closed', '%', '%'));
}

/** The note of one channel; `null` where there is none that can be read. */
async function readClosing(
  db: Kysely<Tables>,
  { guild, channel, unreadable }: Pick<Closing, 'guild' | 'channel'> & Pick<Ledger, 'unreadable'>,
): Promise<Closing | null> {
  return (await readNotes({ db, unreadable }, guildFact('closed', guild, channel)))[0] ?? null;
}

async function readNotes({ db, unreadable }: Pick<Ledger, 'db' | 'unreadable'>, names: string): Promise<Closing[]> {
  const notes = await db.selectFrom('facts').select(['name', 'value']).where('name', 'like', names).execute();
  return readEach(
    notes,
    // Notes that an older version wrote have none of these.
    ({ value }) => ({ ...NEW_NOTE, ...decodeJson(value, isClosing) }),
    ({ name }, error) => unreadable(name, error),
  );
}

/** The fields of a note that nothing is known of when a channel closes. */
const NEW_NOTE = { tries: 0, nextLook: 0, gone: null, reopened: null } as const;

/** The fields that every note has, whatever version wrote it. */
type Noted = Omit<Closing, keyof typeof NEW_NOTE> & Partial<Closing>;

function isClosing(value: unknown): value is Noted {
  if (!isObject(value)) return false;
  const { guild, channel, reason, since, missedFrom } = value;
  const hasTexts = [guild, channel, reason].every((text) => typeof text === 'string');
  return hasTexts && typeof since === 'number' && typeof missedFrom === 'number';
}

/** Writes it over the channel's earlier one, among the facts of its server: it is deleted with the server's rows. */
export function noteClosing(tx: Kysely<Tables>, closing: Closing): Promise<void> {
  return writeFact(tx, guildFact('closed', closing.guild, closing.channel), JSON.stringify(closing));
}
