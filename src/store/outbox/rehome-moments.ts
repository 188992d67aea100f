import type { Insertable, Selectable, Transaction } from 'kysely';
import { keyText, momentKey } from '../../model/moment.ts';
import type { ReminderKind } from '../../model/post.ts';
import { postId } from '../../outbox/derive-nonce.ts';
import type { Outbox, PlannedPost } from '../../outbox/outbox.ts';
import { momentStatesBefore, statesBefore } from '../../outbox/post-states.ts';
import type { Ledger, MomentsTable, PostsTable, Tables } from '../describe-tables.ts';
import { postRow, readKey } from './convert-rows.ts';
import { holdPost } from './settle-post.ts';

/** Most moments of a post: one card each (https://docs.discord.com/developers/resources/message#create-message, embeds). */
const MOMENTS_PER_POST = 10;

/** The reason of a post whose moments all went into another one. */
const REHOMED = 'moved into another post';

/**
 * `Outbox.rehome`. Moments named but no longer reserved in the old post stay where they are; without any, nothing
 * happens. The old post keeps its lease while moments are left in it. The caller must know that nothing of the old post
 * is in the channel (never attempted, surely refused, or looked for and absent): no row can prove it.
 */
export function rehomeMoments(ledger: Ledger): Outbox['rehome'] {
  return async ({ from, lease, into }) => {
    return ledger.transact(null, async (tx) => {
      if (!(await holdPost(tx, { post: from, lease }))) return false;
      const held = await tx
        .selectFrom('moments')
        .selectAll()
        .where('post', '=', from)
        .where('state', 'in', momentStatesBefore('moved into another post'))
        .orderBy('id')
        .execute();
      const wanted = new Set(into.moments.map((moment) => keyText(momentKey(moment))));
      const moving = held.filter((row) => wanted.has(keyText(readKey(row))));
      if (moving.length === 0) return true;
      // Its moments make it unique, and each of several posts may not have the same key.
      await settleIn({ ...ledger, db: tx }, tx, { from, moving, into: { ...into, key: null } });
      if (moving.length === held.length) await skipEmptied(tx, from);
      return true;
    });
  };
}

type Moving = {
  readonly from: string;
  readonly moving: readonly Selectable<MomentsTable>[];
  readonly into: PlannedPost<ReminderKind>;
};

/**
 * Fills the channel's posts that have room, then new ones, which never ping where another of the kind is still open.
 */
async function settleIn(ledger: Ledger, tx: Transaction<Tables>, { from, moving, into }: Moving): Promise<void> {
  const { homes, lastOrdinal } = await findHomes(ledger, from, into);
  let rest = moving;
  for (const { id, moments } of homes) {
    const room = Math.max(0, MOMENTS_PER_POST - moments);
    const movingIn = rest.slice(0, room);
    if (movingIn.length === 0) continue;
    rest = rest.slice(room);
    await tx
      .updateTable('posts')
      .set((eb) => ({
        due: eb.case().when('due', '<', into.due).then(into.due).else(eb.ref('due')).end(),
        urgency: eb.case().when('urgency', '>', into.urgency).then(into.urgency).else(eb.ref('urgency')).end(),
      }))
      .where('id', '=', id)
      .execute();
    await moveTo(tx, id, movingIn);
  }
  let ordinal = lastOrdinal === null ? into.ordinal : lastOrdinal + 1;
  for (; rest.length > 0; rest = rest.slice(MOMENTS_PER_POST)) {
    const movingIn = rest.slice(0, MOMENTS_PER_POST);
    const made = await insertFresh(tx, { from, moving: movingIn, into: { ...into, ordinal } });
    await moveTo(tx, made, movingIn);
    ordinal += 1;
  }
}

/**
 * Inserts a new post and returns its id. The old post is part of the new one's identity, and so is how often the same
 * has happened before: moments that go there and back must not meet an old nonce.
 */
async function insertFresh(tx: Transaction<Tables>, { from, moving, into }: Moving): Promise<string> {
  const keys = moving.map((row) => keyText(readKey(row))).sort();
  for (let times = 0; ; times += 1) {
    const parts = [into.kind, into.channel, String(into.due), String(into.ordinal), ...keys];
    const row: Insertable<PostsTable> = postRow(postId(into.due, [...parts, `from ${from}`, String(times)]), into);
    const known = await tx.selectFrom('posts').select('id').where('id', '=', row.id).executeTakeFirst();
    if (known !== undefined) continue;
    await tx.insertInto('posts').values(row).execute();
    return row.id;
  }
}

async function moveTo(tx: Transaction<Tables>, post: string, rows: readonly { readonly id: number }[]): Promise<void> {
  await tx
    .updateTable('moments')
    .set({ post })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
}

async function skipEmptied(tx: Transaction<Tables>, post: string): Promise<void> {
  await tx
    .updateTable('posts')
    .set({ state: 'skipped', reason: REHOMED, lease: null, ready_at: null })
    .where('id', '=', post)
    .where('state', 'in', statesBefore('emptied'))
    .execute();
}

/** A post that moments may move into, with the number it would hold now. */
type Home = { readonly id: string; readonly moments: number };

/**
 * Finds the channel's waiting posts that moments meant for a post like `into` may join: of its kind, never attempted (a
 * message that may be out must not change), and with no content besides their moments. Returns also the last ordinal
 * among the open posts of the kind; `null` where none is open.
 */
async function findHomes(
  { db, isOneOf, locked }: Ledger,
  from: string,
  into: PlannedPost<ReminderKind>,
): Promise<{ homes: Home[]; lastOrdinal: number | null }> {
  // Locked, so that none of them is claimed while moments move in: a message would be sent without those.
  const open = await locked(
    db
      .selectFrom('posts')
      .select(['id', 'state', 'ordinal', 'payload', 'added_late', 'edits', 'key'])
      .where('ready_at', 'is not', null)
      .where('channel', '=', into.channel)
      .where('kind', '=', into.kind)
      .where('id', '!=', from)
      .orderBy('ordinal')
      .orderBy('id'),
  ).execute();
  const alike = open.filter((row) => {
    const plain = row.key === null && row.edits === into.edits;
    return row.state === 'waiting' && row.payload === null && plain && (row.added_late === 1) === into.addedLate;
  });
  const ids = alike.map((row) => row.id);
  const counts = await db
    .selectFrom('moments')
    .select((eb) => ['post', eb.fn.countAll<number>().as('count')])
    .where(isOneOf('post', ids))
    .where('state', '=', 'reserved')
    .groupBy('post')
    .execute();
  const homes = ids.map((id) => ({ id, moments: Number(counts.find((row) => row.post === id)?.count ?? 0) }));
  return { homes, lastOrdinal: open.at(-1)?.ordinal ?? null };
}
