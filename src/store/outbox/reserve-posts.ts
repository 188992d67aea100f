import type { Insertable, Transaction } from 'kysely';
import { keyText, momentKey } from '../../model/moment.ts';
import { postId } from '../../outbox/derive-nonce.ts';
import type { Lease } from '../../outbox/leases.ts';
import type { Outbox, PlannedPost, Reservation } from '../../outbox/outbox.ts';
import type { Machine } from '../../time/machine.ts';
import type { Ledger, PostsTable, Tables } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { encodeOwner } from '../read-rows.ts';
import { FACTS, raiseRevision, readNumber, writeFact } from '../registry/keep-facts.ts';
import { StoreError } from '../store-error.ts';
import { momentRow, postRow } from './convert-rows.ts';
import { insertKeyed, insertMoments, insertPosts, type Turns } from './insert-reserved.ts';
import { settleList } from './settle-list.ts';

/** `Outbox.reserve`: chunk by chunk, with a pause between two so that commands are answered meanwhile. */
export function reservePosts(ledger: Ledger, machine: Pick<Machine, 'sleep'>): Outbox['reserve'] {
  return async (reservation) => {
    const chunks = cutReservation(reservation);
    const turns = shareTurns(reservation.posts);
    let made = 0;
    for (const [index, chunk] of chunks.entries()) {
      if (index > 0) await machine.sleep(0);
      made += await ledger.transact('state', async (db) => {
        await requireHeld({ ...ledger, db }, reservation.under);
        const posts = await writeChunk({ ...ledger, db }, chunk, turns);
        if (index === chunks.length - 1) await settleReservation({ ...ledger, db }, reservation);
        return posts;
      });
    }
    return made;
  };
}

/** Throws `StoreError` (`superseded`) where the lease that a write is made under is another's by now. */
export async function requireHeld(
  ledger: Ledger & { readonly db: Transaction<Tables> },
  under: Lease | undefined,
): Promise<void> {
  if (under === undefined || (await ledger.isHeld(ledger.db, under))) return;
  throw new StoreError(
    'superseded',
    'Another process has taken over the work that this was written for; nothing was changed.',
  );
}

/** A planned post with the id that it has, or will have if all its moments are new. */
type Hoped = { readonly post: PlannedPost; readonly turn: number; readonly hoped: string; readonly made: boolean };

/** Writes one chunk and returns how many posts it made: those with a new key, and those with a new moment. */
async function writeChunk(ledger: Ledger, chunk: ReservationChunk, turns: Turns): Promise<number> {
  const keyed = await insertKeyed(ledger, chunk.posts, turns);
  const planned = chunk.posts.map((post): Hoped => {
    const id = keyed.get(post);
    const turn = turns.get(post) ?? 0;
    if (id !== undefined) return { post, turn, hoped: id, made: true };
    // A known key makes no post; a moment that is new all the same must not be lost with it.
    return { post: { ...post, key: null }, turn, hoped: plannedId(post, post.moments.map(keyOf)), made: false };
  });
  const news = await insertMoments(ledger, [
    ...planned.flatMap(({ post, hoped }) =>
      post.moments.map((moment) => momentRow(moment, { state: 'reserved', reason: null, post: hoped })),
    ),
    ...chunk.skipped.map(({ moment, reason }) => momentRow(moment, { state: 'skipped', reason, post: null })),
  ]);
  const rows: Insertable<PostsTable>[] = [];
  for (const { post, turn, hoped, made } of planned) {
    const mine = news.get(hoped);
    if (made || mine === undefined) continue;
    news.delete(hoped);
    const id = plannedId(
      post,
      mine.map((row) => row.key),
    );
    rows.push(postRow(id, post, turn));
    if (id === hoped) continue;
    const ids = mine.map((row) => row.id);
    await ledger.db.updateTable('moments').set({ post: id }).where('id', 'in', ids).execute();
  }
  await insertPosts(ledger, rows);
  return rows.length + keyed.size;
}

/** Writes the watermark and the settled marks, in the last transaction of a reservation. */
async function settleReservation(ledger: Ledger, reservation: Reservation): Promise<void> {
  const { db } = ledger;
  const { watermark, settledChannels, settledList } = reservation;
  if (watermark !== null && watermark > ((await readNumber(db, FACTS.watermark)) ?? Number.NEGATIVE_INFINITY)) {
    await writeFact(db, FACTS.watermark, String(watermark));
  }
  if (settledChannels.length > 0) await clearMarks(ledger, settledChannels);
  if (settledList !== null) await settleList(ledger, settledList);
}

/** Servers take turns among posts that are equally urgent: the one with a thousand channels does not go first with all. */
function shareTurns(posts: readonly PlannedPost[]): Turns {
  const taken = new Map<string, number>();
  return new Map(
    posts.map((post) => {
      const queue = [encodeOwner(post.owner), post.urgency, post.due, post.ordinal].join(' ');
      const turn = taken.get(queue) ?? 0;
      taken.set(queue, turn + 1);
      return [post, turn];
    }),
  );
}

function keyOf(moment: PlannedPost['moments'][number]): string {
  return keyText(momentKey(moment));
}

/**
 * Derives the id of a post from its content and the moments that are new in it: repeating a reservation finds the same
 * one.
 */
function plannedId(post: PlannedPost, keys: readonly string[]): string {
  return postId(post.due, [
    post.kind,
    post.channel,
    String(post.due),
    String(post.ordinal),
    ...[...new Set(keys)].sort(),
  ]);
}

/**
 * Clears the marks of subscriptions whose change a reservation has settled, where the row is still the one that was
 * read: one that was changed meanwhile has more to settle. Belongs in the reservation's last transaction.
 */
async function clearMarks(ledger: Ledger, settled: Reservation['settledChannels']): Promise<void> {
  const { db } = ledger;
  const version = ((await readNumber(db, FACTS.revision)) ?? 0) + 1;
  const cleared = await markedAs(ledger, settled).set({ unsettled: null, version }).executeTakeFirst();
  // Otherwise a process that holds the rows in memory would settle the same change at every tick.
  if (cleared.numUpdatedRows > 0n) await raiseRevision(db);
}

/** An update of the subscriptions that still carry a mark under exactly these versions. */
export function markedAs({ db, rowsOf }: Ledger, settled: Reservation['settledChannels']) {
  return db
    .updateTable('subscriptions')
    .where('unsettled', 'is not', null)
    .where(sql<boolean>`(channel, version) in (${rowsOf(['channel', 'version'], settled)})`);
}

/** Most moments in one transaction: about 12 ms of a store that blocks while it works, with 100,000 rows of history. */
export const MOMENTS_PER_CHUNK = 100;

/** The writes of one transaction of a reservation. */
type ReservationChunk = Pick<Reservation, 'posts' | 'skipped'>;

/**
 * Cuts a reservation into chunks of at most `MOMENTS_PER_CHUNK` moments. Never cuts through a post, whose id depends on
 * all its moments; one with more moments than that is a chunk by itself. A post without moments counts as one. At least
 * one chunk, so that there is a last.
 */
export function cutReservation(reservation: Reservation): ReservationChunk[] {
  const chunks: { posts: Reservation['posts'][number][]; skipped: Reservation['skipped'][number][] }[] = [];
  let size = Number.POSITIVE_INFINITY;
  const chunkFor = (moments: number) => {
    const last = chunks.at(-1);
    if (last !== undefined && size + moments <= MOMENTS_PER_CHUNK) {
      size += moments;
      return last;
    }
    const fresh = { posts: [], skipped: [] };
    chunks.push(fresh);
    size = moments;
    return fresh;
  };
  for (const post of reservation.posts) chunkFor(Math.max(1, post.moments.length)).posts.push(post);
  for (const skip of reservation.skipped) chunkFor(1).skipped.push(skip);
  if (chunks.length === 0) chunkFor(0);
  return chunks;
}
