import type { Transaction } from 'kysely';
import { occasionName } from '../../model/moment.ts';
import { PUBLISH_DUE } from '../../model/post.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { momentStatesBefore, statesBefore } from '../../outbox/post-states.ts';
import type { MomentSettlement, Settlement } from '../../outbox/settlement.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { readEach } from '../read-rows.ts';
import { addToFact } from '../registry/keep-facts.ts';
import { encodeMessage, readPost } from './convert-rows.ts';

type Back = Extract<Settlement, { to: 'waiting' }>;
type End = Exclude<Settlement, { to: 'waiting' }>;

/** `Outbox.settle`: the post, on condition of its lease, and its moments with it; commits with others of the same turn. */
export function settlePost({ commitTogether }: Ledger, counter: string): Outbox['settle'] {
  return (settlement) =>
    commitTogether(async (tx) => {
      if (!(await holdPost(tx, settlement))) return false;
      for (const moment of settlement.moments) await settleMoment(tx, settlement.post, moment);
      if (settlement.to !== 'waiting') await endPost(tx, settlement);
      else await handBack(tx, settlement);
      if (settlement.to === 'sent') await addToFact(tx, counter, 1);
      return true;
    });
}

/** Ends a post that is being sent, and its moments that are still reserved. */
export async function endPost(tx: Transaction<Tables>, end: End): Promise<void> {
  const said = end.to === 'sent' ? { message: end.message, sent_at: end.at, ...toPublish(end), ...toKeep(end) } : {};
  await tx
    .updateTable('posts')
    .set({ state: end.to, reason: end.reason, lease: null, ready_at: null, ...said })
    .where('id', '=', end.post)
    .where('state', 'in', statesBefore(end.to))
    .execute();
  await tx
    .updateTable('moments')
    .set({ state: end.to, reason: end.reason })
    .where('post', '=', end.post)
    .where('state', 'in', momentStatesBefore(end.to))
    .execute();
}

function toKeep({ payload }: Extract<End, { to: 'sent' }>) {
  return payload === undefined ? {} : { payload: encodeMessage(payload) };
}

function toPublish({ publish, message }: Extract<End, { to: 'sent' }>) {
  return publish === true && message !== null ? { published: PUBLISH_DUE } : {};
}

/** `Outbox.toPublish`. */
export function readUnpublished({ db, unreadable }: Ledger): Outbox['toPublish'] {
  return async (limit) => {
    const rows = await toBePublished(db).limit(limit).execute();
    return readEach(rows, readPost, (row, error) => unreadable(`post ${row.id}`, error));
  };
}

/** The posts whose message is yet to be published: word for word the condition of their index. */
export function toBePublished(db: Ledger['db']) {
  return db.selectFrom('posts').selectAll().where(sql<boolean>`published = 'due'`).orderBy('sent_at');
}

/** `Outbox.notePublished`. */
export function notePublished({ commitTogether }: Ledger): Outbox['notePublished'] {
  return (post, published) =>
    commitTogether(async (tx) => {
      await tx
        .updateTable('posts')
        .set({ published })
        .where('id', '=', post)
        .where('published', '=', PUBLISH_DUE)
        .execute();
    });
}

/**
 * Hands the post back; one with no moments left is skipped instead. Where nothing was attempted, a 429 included, the
 * count is again that of the claim; a try that failed before its attempt was recorded, such as a look, counts too.
 */
async function handBack(tx: Transaction<Tables>, back: Back): Promise<void> {
  const emptied = await isEmptied(tx, back);
  const end = emptied
    ? { state: 'skipped' as const, reason: back.moments.at(-1)?.reason ?? null, ready_at: null }
    : { state: 'waiting' as const, reason: back.reason, ready_at: back.readyAt };
  await tx
    .updateTable('posts')
    .set({ ...end, lease: null })
    .set((eb) => ({ attempts: back.attempted ? eb('attempts_before', '+', 1) : eb.ref('attempts_before') }))
    .$if(!back.unanswered, (query) => query.set({ first_unanswered: null }))
    .where('id', '=', back.post)
    .where('state', 'in', statesBefore(emptied ? 'emptied' : 'handed back'))
    .execute();
}

/** Ends one moment of a post, if it is still reserved there. */
export async function settleMoment(
  tx: Transaction<Tables>,
  post: string,
  { key, state, reason }: MomentSettlement,
): Promise<void> {
  await tx
    .updateTable('moments')
    .set({ state, reason })
    .where('channel', '=', key.channel)
    .where('event', '=', key.event)
    .where('edge', '=', key.edge)
    .where('source_date', '=', key.sourceDate)
    .where('lead', '=', occasionName(key))
    .where('post', '=', post)
    .where('state', 'in', momentStatesBefore(state))
    .execute();
}

/** Whether a post that carried moments has none left. One that never carried any is never empty. */
async function isEmptied(tx: Transaction<Tables>, back: Back): Promise<boolean> {
  if (back.moments.length === 0) return false;
  const rows = await tx.selectFrom('moments').select('state').where('post', '=', back.post).execute();
  return rows.length > 0 && rows.every((row) => row.state !== 'reserved');
}

/**
 * Whether the post is still held under that lease; if so nobody else can take it before the transaction ends, because a
 * write, unlike a read, locks the row.
 */
export async function holdPost(tx: Transaction<Tables>, held: { post: string; lease: string }): Promise<boolean> {
  const kept = await tx
    .updateTable('posts')
    .set({ lease: held.lease })
    .where('id', '=', held.post)
    .where('lease', '=', held.lease)
    .where('state', 'in', statesBefore('handed back'))
    .executeTakeFirst();
  return kept.numUpdatedRows > 0n;
}

/** `Outbox.recordAttempt`: one conditional update, and the moments left out; committed with others of the same turn. */
export function recordAttempt({ commitTogether }: Ledger): Outbox['recordAttempt'] {
  return async ({ post, lease, now, payload, skipped = [] }) => {
    const encoded = encodeMessage(payload);
    return commitTogether(async (tx) => {
      const updated = await tx
        .updateTable('posts')
        .set((eb) => ({
          attempts: eb('attempts', '+', 1),
          first_unanswered: eb.fn.coalesce('first_unanswered', eb.val(now)),
          payload: encoded,
        }))
        .where('id', '=', post)
        .where('lease', '=', lease)
        .where('ready_at', '>', now)
        .executeTakeFirst();
      if (updated.numUpdatedRows === 0n) return false;
      for (const moment of skipped) await settleMoment(tx, post, moment);
      return true;
    });
  };
}
