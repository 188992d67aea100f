import type { Insertable } from 'kysely';
import { keyText, momentKey } from '../model/moment.ts';
import { postId } from '../outbox/derive-nonce.ts';
import type { Outbox, PlannedPost, Reservation } from '../outbox/outbox.ts';
import type { Machine } from '../time/machine.ts';
import { momentRow, postRow } from './convert-rows.ts';
import { cutReservation, type ReservationChunk } from './cut-reservation.ts';
import type { Ledger, MomentsTable, PostsTable } from './describe-tables.ts';
import { FACTS, raiseRevision, readNumber, writeFact } from './keep-facts.ts';

const MOMENT_COLUMNS = [
  'event',
  'edge',
  'source_date',
  'lead',
  'channel',
  'guild',
  'due',
  'anchor',
  'state',
  'reason',
  'post',
] as const satisfies (keyof MomentsTable)[];
const POST_COLUMNS = [
  'id',
  'nonce',
  'kind',
  'guild',
  'channel',
  'due',
  'urgency',
  'ordinal',
  'added_late',
  'state',
  'ready_at',
] as const satisfies (keyof PostsTable)[];

/** `Outbox.reserve`: chunk by chunk, with a breath between two so that commands are answered meanwhile. */
export function reservePosts(ledger: Ledger, machine: Pick<Machine, 'sleep'>): Outbox['reserve'] {
  return async (reservation) => {
    const chunks = cutReservation(reservation);
    let made = 0;
    for (const [index, chunk] of chunks.entries()) {
      if (index > 0) await machine.sleep(0);
      made += await ledger.db.transaction().execute(async (db) => {
        const posts = await writeChunk({ ...ledger, db }, chunk);
        if (index === chunks.length - 1) await settleReservation({ ...ledger, db }, reservation);
        return posts;
      });
    }
    return made;
  };
}

/** Writes one chunk and returns how many posts it made. */
async function writeChunk(ledger: Ledger, chunk: ReservationChunk): Promise<number> {
  const planned = chunk.posts.map((post) => ({ post, hoped: plannedId(post, post.moments.map(keyOf)) }));
  const news = await insertMoments(ledger, [
    ...planned.flatMap(({ post, hoped }) =>
      post.moments.map((moment) => momentRow(moment, { state: 'reserved', reason: null, post: hoped })),
    ),
    ...chunk.skipped.map(({ moment, reason }) => momentRow(moment, { state: 'skipped', reason, post: null })),
  ]);
  const rows: Insertable<PostsTable>[] = [];
  for (const { post, hoped } of planned) {
    const mine = news.get(hoped);
    if (mine === undefined) continue;
    news.delete(hoped);
    const id = plannedId(
      post,
      mine.map((row) => row.key),
    );
    rows.push(postRow(id, post));
    if (id === hoped) continue;
    const ids = mine.map((row) => row.id);
    await ledger.db.updateTable('moments').set({ post: id }).where('id', 'in', ids).execute();
  }
  if (rows.length > 0) {
    await ledger.db.insertInto('posts').columns(POST_COLUMNS).expression(ledger.rowsOf(POST_COLUMNS, rows)).execute();
  }
  return rows.length;
}

/** Inserts the moments that are not known yet and returns those, by the post they were meant for. */
async function insertMoments(
  { db, rowsOf }: Ledger,
  rows: readonly Insertable<MomentsTable>[],
): Promise<Map<string, { id: number; key: string }[]>> {
  const inserted = await db
    .insertInto('moments')
    .columns(MOMENT_COLUMNS)
    .expression(rowsOf(MOMENT_COLUMNS, rows))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'post', 'event', 'edge', 'source_date', 'lead', 'channel'])
    .execute();
  const news = inserted.map(({ id, post, source_date, ...rest }) => ({
    id,
    post: post ?? '',
    key: keyText({ ...rest, sourceDate: source_date }),
  }));
  return Map.groupBy(news, ({ post }) => post);
}

/** What the last transaction of a reservation writes besides. */
async function settleReservation({ db, isOneOf }: Ledger, reservation: Reservation): Promise<void> {
  const { watermark, settledChannels, settledList } = reservation;
  if (watermark !== null && watermark > ((await readNumber(db, FACTS.watermark)) ?? Number.NEGATIVE_INFINITY)) {
    await writeFact(db, FACTS.watermark, String(watermark));
  }
  if (settledChannels.length > 0) {
    const settled = await db
      .updateTable('subscriptions')
      .set({ unsettled: null })
      .where('unsettled', 'is not', null)
      .where(isOneOf('channel', settledChannels))
      .executeTakeFirst();
    // Whoever holds the rows in memory would otherwise settle the same change at every tick.
    if (settled.numUpdatedRows > 0n) await raiseRevision(db);
  }
  if (settledList !== null) {
    await writeFact(db, FACTS.listVersion, settledList.version);
    await writeFact(db, FACTS.listSnapshot, settledList.snapshot);
  }
}

function keyOf(moment: PlannedPost['moments'][number]): string {
  return keyText(momentKey(moment));
}

/** The id of a post from what it is and which moments are new in it: repeating a reservation finds the same one. */
function plannedId(post: PlannedPost, keys: readonly string[]): string {
  return postId([post.kind, post.channel, String(post.due), String(post.ordinal), ...[...new Set(keys)].sort()]);
}
