import type { Selectable, Transaction } from 'kysely';
import { decodeJson, isObject } from '../../model/decode-json.ts';
import { type BoardState, NEW_BOARD, PIN_REFUSALS, type Recurring, type RecurringKind } from '../../model/recurring.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { OvertakenError, type RecurringRow, type RefusedPin, type Registry } from '../../outbox/registry.ts';
import type { Ledger, RecurringTable, Tables } from '../describe-tables.ts';
import { readEach } from '../read-rows.ts';
import { guildFact, raiseRevision, writeFact } from './keep-facts.ts';

/** The registry's part for boards and digests. */
export function storeRecurring({
  db,
  transact,
  unreadable,
}: Ledger): Pick<Registry, 'recurring' | 'putRecurring' | 'removeRecurring' | 'pauseRecurring' | 'noteBoard'> {
  return {
    recurring: async () =>
      readEach(
        await db.selectFrom('standing').selectAll().orderBy('channel').orderBy('kind').execute(),
        readRecurringRow,
        ({ channel, kind }, error) => unreadable(`${kind} ${channel}`, error),
      ),
    putRecurring: (recurring, over) =>
      transact('state', async (tx) => {
        const there = await rowsOf(tx, recurring.channel).execute();
        if (over !== undefined && printAll(over) !== printAll(there)) throw new OvertakenError();
        const old = there.find(({ kind }) => kind === recurring.kind);
        const row = { ...recurring, board: recurring.kind === 'board' ? JSON.stringify(NEW_BOARD) : null };
        await tx
          .insertInto('standing')
          .values(row)
          .onConflict((conflict) => conflict.columns(['channel', 'kind']).doUpdateSet(row))
          .execute();
        await raiseRevision(tx);
        return { before: old === undefined ? null : readRecurring(old) };
      }),
    removeRecurring: (channel, kind) =>
      transact('state', async (tx) => {
        const old = await rowOf(tx, channel, kind);
        if (old === undefined) return null;
        await tx.deleteFrom('standing').where('channel', '=', channel).where('kind', '=', kind).execute();
        await raiseRevision(tx);
        return readRecurring(old);
      }),
    pauseRecurring: (channel, kind, reason) =>
      transact('state', async (tx) => {
        const old = await rowOf(tx, channel, kind);
        if (old === undefined) return false;
        if (old.paused === reason) return true;
        await tx
          .updateTable('standing')
          .set({ paused: reason })
          .where('channel', '=', channel)
          .where('kind', '=', kind)
          .execute();
        await raiseRevision(tx);
        return true;
      }),
    async noteBoard(channel, state) {
      await db
        .updateTable('standing')
        .set({ board: JSON.stringify(state) })
        .where('channel', '=', channel)
        .where('kind', '=', 'board')
        .execute();
    },
  };
}

function rowsOf(tx: Transaction<Tables>, channel: ChannelId) {
  return tx.selectFrom('standing').selectAll().where('channel', '=', channel);
}

function rowOf(tx: Transaction<Tables>, channel: ChannelId, kind: RecurringKind) {
  return rowsOf(tx, channel).where('kind', '=', kind).executeTakeFirst();
}

/** Equal for equal boards and digests, whatever their messages show. */
function printAll(rows: readonly Recurring[]): string {
  return JSON.stringify(
    rows.map(({ kind, time, weekday, since, paused }) => [kind, time, weekday, since, paused]).sort(),
  );
}

function readRecurring({ board: _, ...recurring }: Selectable<RecurringTable>): Recurring {
  return recurring;
}

function isBoardState(value: unknown): value is BoardState {
  return isObject(value) && typeof value['count'] === 'number' && typeof value['remade'] === 'number';
}

function readRecurringRow({ board, ...recurring }: Selectable<RecurringTable>): RecurringRow {
  return { ...recurring, board: board === null ? null : decodeJson(board, isBoardState) };
}

/** The registry's part for pins that were refused: facts of their servers, deleted with them. */
export function storePins({ db, unreadable }: Ledger): Pick<Registry, 'notePin' | 'refusedPins'> {
  return {
    async notePin(guild, channel, refused) {
      const name = guildFact('pin', guild, channel);
      if (refused === null) await db.deleteFrom('facts').where('name', '=', name).execute();
      else await writeFact(db, name, JSON.stringify({ channel, ...refused }));
    },
    async refusedPins(guild) {
      const names = guildFact('pin', guild, '%');
      const notes = await db.selectFrom('facts').select(['name', 'value']).where('name', 'like', names).execute();
      return readEach(
        notes,
        ({ value }) => decodeJson(value, isRefusedPin),
        ({ name }, error) => unreadable(name, error),
      );
    },
  };
}

function isRefusedPin(value: unknown): value is RefusedPin {
  if (!isObject(value)) return false;
  const { channel, why, at } = value;
  return typeof channel === 'string' && typeof at === 'number' && PIN_REFUSALS.some((known) => known === why);
}
