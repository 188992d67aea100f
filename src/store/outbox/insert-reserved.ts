import type { Insertable } from 'kysely';
import { keyText } from '../../model/moment.ts';
import { postId } from '../../outbox/derive-nonce.ts';
import type { PlannedPost } from '../../outbox/outbox.ts';
import type { Ledger, MomentsTable, PostsTable } from '../describe-tables.ts';
import { postRow, readKey } from './convert-rows.ts';

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
  'turn',
  'added_late',
  'key',
  'body',
  'edits',
  'state',
  'ready_at',
] as const satisfies (keyof PostsTable)[];

/** The turn of each post of a reservation among the equally urgent ones of its server. */
export type Turns = ReadonlyMap<PlannedPost, number>;

/** Inserts posts that are known to be new. */
export async function insertPosts(ledger: Ledger, rows: readonly Insertable<PostsTable>[]): Promise<void> {
  if (rows.length > 0) await postsInsert(ledger, rows).execute();
}

/** Inserts the posts that have keys, if those are new, and returns the ids of those that were. */
export async function insertKeyed(
  ledger: Ledger,
  posts: readonly PlannedPost[],
  turns: Turns,
): Promise<ReadonlyMap<PlannedPost, string>> {
  const first = new Map<string, PlannedPost>();
  for (const post of posts) if (post.key !== null && !first.has(post.key)) first.set(post.key, post);
  if (first.size === 0) return new Map();
  const rows = [...first].map(([key, post]) =>
    postRow(postId(post.due, [post.kind, post.channel, key]), post, turns.get(post)),
  );
  const inserted = await postsInsert(ledger, rows)
    .onConflict((conflict) => conflict.column('key').where('key', 'is not', null).doNothing())
    .returning(['id', 'key'])
    .execute();
  return new Map(
    inserted.flatMap(({ id, key }) => {
      const post = first.get(key ?? '');
      return post === undefined ? [] : [[post, id] as const];
    }),
  );
}

/** Inserts the moments that are not known yet and returns those, by the post they were meant for. */
export async function insertMoments(
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
  const news = inserted.map((row) => ({ id: row.id, post: row.post ?? '', key: keyText(readKey(row)) }));
  return Map.groupBy(news, ({ post }) => post);
}

function postsInsert({ db, rowsOf }: Ledger, rows: readonly Insertable<PostsTable>[]) {
  return db.insertInto('posts').columns(POST_COLUMNS).expression(rowsOf(POST_COLUMNS, rows));
}
