import type { Kysely, Selectable, Transaction } from 'kysely';
import { NEW_BOARD, type Standing, type StandingKind } from '../../model/standing.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { Registry, StandingRow } from '../../outbox/registry.ts';
import type { StandingTable, Tables } from '../describe-tables.ts';
import { raiseRevision } from './keep-facts.ts';

/** The registry's part for boards and digests. */
export function storeStanding(
  db: Kysely<Tables>,
): Pick<Registry, 'standing' | 'putStanding' | 'removeStanding' | 'pauseStanding' | 'noteBoard'> {
  return {
    standing: async () =>
      (await db.selectFrom('standing').selectAll().orderBy('channel').orderBy('kind').execute()).map(readStandingRow),
    putStanding: (standing) =>
      db.transaction().execute(async (tx) => {
        const old = await rowOf(tx, standing.channel, standing.kind);
        const row = { ...standing, board: standing.kind === 'board' ? JSON.stringify(NEW_BOARD) : null };
        await tx
          .insertInto('standing')
          .values(row)
          .onConflict((conflict) => conflict.columns(['channel', 'kind']).doUpdateSet(row))
          .execute();
        await raiseRevision(tx);
        return { before: old === undefined ? null : readStanding(old) };
      }),
    removeStanding: (channel, kind) =>
      db.transaction().execute(async (tx) => {
        const old = await rowOf(tx, channel, kind);
        if (old === undefined) return null;
        await tx.deleteFrom('standing').where('channel', '=', channel).where('kind', '=', kind).execute();
        await raiseRevision(tx);
        return readStanding(old);
      }),
    pauseStanding: (channel, kind, reason) =>
      db.transaction().execute(async (tx) => {
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

function rowOf(tx: Transaction<Tables>, channel: ChannelId, kind: StandingKind) {
  return tx
    .selectFrom('standing')
    .selectAll()
    .where('channel', '=', channel)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

function readStanding({ board: _, ...standing }: Selectable<StandingTable>): Standing {
  return standing;
}

function readStandingRow({ board, ...standing }: Selectable<StandingTable>): StandingRow {
  return { ...standing, board: board === null ? null : JSON.parse(board) };
}
