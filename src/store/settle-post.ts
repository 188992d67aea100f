import type { Kysely } from 'kysely';
import type { MomentSettlement, Outbox, Settlement } from '../outbox/outbox.ts';
import type { Ledger, Tables } from './describe-tables.ts';

type Back = Extract<Settlement, { to: 'waiting' }>;
type End = Exclude<Settlement, { to: 'waiting' }>;

/** `Outbox.settle`: the post by a conditional update on its lease, its moments with it, in one transaction. */
export function settlePost({ db }: Ledger): Outbox['settle'] {
  return (settlement) =>
    db.transaction().execute(async (tx) => {
      const held = settlement.to === 'waiting' ? await handBack(tx, settlement) : await endPost(tx, settlement);
      if (!held) return false;
      for (const moment of settlement.moments) await settleMoment(tx, settlement.post, moment);
      if (settlement.to === 'waiting') await skipIfEmpty(tx, settlement);
      else await endOthers(tx, settlement);
      return true;
    });
}

async function endPost(db: Kysely<Tables>, end: End): Promise<boolean> {
  const said = end.to === 'sent' ? { message: end.message, sent_at: end.at } : {};
  const updated = await db
    .updateTable('posts')
    .set({ state: end.to, reason: end.reason, lease: null, ready_at: null, ...said })
    .where('id', '=', end.post)
    .where('lease', '=', end.lease)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Hands the post back. Where nothing was attempted, a 429 included, the count is again what it was at the claim. */
async function handBack(db: Kysely<Tables>, back: Back): Promise<boolean> {
  const updated = await db
    .updateTable('posts')
    .set({ state: 'waiting', reason: back.reason, lease: null, ready_at: back.readyAt })
    .$if(!back.attempted, (query) => query.set((eb) => ({ attempts: eb.ref('attempts_before') })))
    .$if(!back.unanswered, (query) => query.set({ first_unanswered: null }))
    .where('id', '=', back.post)
    .where('lease', '=', back.lease)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

async function settleMoment(db: Kysely<Tables>, post: string, { key, state, reason }: MomentSettlement): Promise<void> {
  await db
    .updateTable('moments')
    .set({ state, reason })
    .where('channel', '=', key.channel)
    .where('event', '=', key.event)
    .where('edge', '=', key.edge)
    .where('source_date', '=', key.sourceDate)
    .where('lead', '=', key.lead)
    .where('post', '=', post)
    .where('state', '=', 'reserved')
    .execute();
}

async function endOthers(db: Kysely<Tables>, end: End): Promise<void> {
  await db
    .updateTable('moments')
    .set({ state: end.to, reason: end.reason })
    .where('post', '=', end.post)
    .where('state', '=', 'reserved')
    .execute();
}

/** A post handed back with no moment left has nothing more to say. */
async function skipIfEmpty(db: Kysely<Tables>, back: Back): Promise<void> {
  const last = back.moments.at(-1);
  if (last === undefined) return;
  await db
    .updateTable('posts')
    .set({ state: 'skipped', reason: last.reason, ready_at: null })
    .where('id', '=', back.post)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('moments').select('id').whereRef('moments.post', '=', 'posts.id').where('state', '=', 'reserved'),
        ),
      ),
    )
    .execute();
}
