import type { PostState } from '../../model/post.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { readEach } from '../read-rows.ts';
import { FACTS, readSum } from '../registry/keep-facts.ts';
import { readMoment, readPost } from './convert-rows.ts';

/** `Outbox.moments`, in the order in which they were reserved. */
export function readMoments({ db, isOneOf, unreadable }: Ledger): Outbox['moments'] {
  return async ({ channels, events }) => {
    let query = db.selectFrom('moments').selectAll().orderBy('id');
    if (channels !== null) query = query.where(isOneOf('channel', channels));
    if (events !== null) query = query.where(isOneOf('event', events));
    return readEach(await query.execute(), readMoment, (row, error) => unreadable(`moment ${row.id}`, error));
  };
}

/** `Outbox.posts`: newest is the latest due. */
export function readPosts({ db, unreadable }: Ledger): Outbox['posts'] {
  return async ({ channel, limit }) => {
    const query = db.selectFrom('posts').selectAll().orderBy('due', 'desc').orderBy('ordinal', 'desc').limit(limit);
    const rows = channel === null ? query.where(isWatched) : query.where('channel', '=', channel);
    return readEach(await rows.orderBy('id').execute(), readPost, (row, error) => unreadable(`post ${row.id}`, error));
  };
}

/** `Outbox.post`. */
export function readOnePost({ db, unreadable }: Ledger): Outbox['post'] {
  return async (id) => {
    const rows = await db.selectFrom('posts').selectAll().where('id', '=', id).execute();
    return readEach(rows, readPost, (row, error) => unreadable(`post ${row.id}`, error))[0] ?? null;
  };
}

/** `Outbox.postByKey`. */
export function readPostByKey({ db, unreadable }: Ledger): Outbox['postByKey'] {
  return async (key) => {
    const rows = await db.selectFrom('posts').selectAll().where('key', '=', key).execute();
    return readEach(rows, readPost, (row, error) => unreadable(`post ${row.id}`, error))[0] ?? null;
  };
}

/** `Outbox.editsOf`. A channel has few messages of half a year, and the edits among them are not worth an index. */
export function readEditsOf({ db, unreadable }: Ledger): Outbox['editsOf'] {
  return async ({ channel, message }) => {
    const query = db.selectFrom('posts').selectAll().where('channel', '=', channel).where('edits', '=', message);
    const rows = await query.orderBy('sent_at', 'desc').orderBy('due', 'desc').orderBy('id').execute();
    return readEach(rows, readPost, (row, error) => unreadable(`post ${row.id}`, error));
  };
}

/** `Outbox.postOfMessage`. */
export function readPostOfMessage({ db, unreadable }: Ledger): Outbox['postOfMessage'] {
  return async ({ channel, message }) => {
    const rows = await postsWithMessage(db, channel, message).execute();
    const [post] = readEach(rows, readPost, (row, error) => unreadable(`post ${row.id}`, error));
    if (post === undefined) return null;
    const found = await db.selectFrom('moments').selectAll().where('post', '=', post.id).orderBy('id').execute();
    const moments = readEach(found, readMoment, (row, error) => unreadable(`moment ${row.id}`, error));
    return { post, moments };
  };
}

/** The posts that brought a message, of which there is at most one. */
export function postsWithMessage(db: Ledger['db'], channel: string, message: string) {
  return db
    .selectFrom('posts')
    .selectAll()
    .where('channel', '=', channel)
    .where('message', 'is not', null)
    .where('message', '=', message)
    .where('edits', 'is', null);
}

/** `Outbox.lastMessage`. */
export function readLastMessage({ db }: Ledger): Outbox['lastMessage'] {
  return async (channel) => {
    const row = await lastPosted(db, channel).executeTakeFirst();
    return row?.message ?? null;
  };
}

function lastPosted(db: Ledger['db'], channel: string) {
  return db
    .selectFrom('posts')
    .select('message')
    .where('channel', '=', channel)
    .where('message', 'is not', null)
    .orderBy('sent_at', 'desc')
    .orderBy('ordinal', 'desc')
    .limit(1);
}

/**
 * `Outbox.summary`: counts the open and failed posts, which are few, and keeps count of the sent ones, which are not.
 */
export function readSummary({ db }: Ledger): Outbox['summary'] {
  return async () => {
    const counts = await countWatched(db).execute();
    const last = await lastSent(db).executeTakeFirst();
    const of = (state: PostState) => Number(counts.find((row) => row.state === state)?.count ?? 0);
    return {
      waiting: of('waiting'),
      sending: of('sending'),
      sent: await readSum(db, FACTS.sentPosts),
      dead: of('dead'),
      uncertain: of('uncertain'),
      lastSentAt: last?.sent_at ?? null,
    };
  };
}

/** `Outbox.recent`. */
export function readRecent({ db, unreadable }: Ledger): Outbox['recent'] {
  return async (limit) => {
    const rows = await lastMessages(db, limit).execute();
    return readEach(rows, readPost, (row, error) => unreadable(`post ${row.id}`, error));
  };
}

/** The newest messages, without the edits of earlier ones. */
export function lastMessages(db: Ledger['db'], limit: number) {
  return db
    .selectFrom('posts')
    .selectAll()
    .where('sent_at', 'is not', null)
    .where('edits', 'is', null)
    .orderBy('sent_at', 'desc')
    .limit(limit);
}

/** Counts the posts in each state that is watched. */
export function countWatched(db: Ledger['db']) {
  return db
    .selectFrom('posts')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where(isWatched)
    .groupBy('state');
}

/** When the newest message was sent. */
export function lastSent(db: Ledger['db']) {
  return db.selectFrom('posts').select('sent_at').where('sent_at', 'is not', null).orderBy('sent_at', 'desc').limit(1);
}

/**
 * A post that is open, dead or uncertain: those that people look at, and few whatever the history. Word for word the
 * condition of the index `posts_watched`, since SQLite uses a partial index only where the query visibly implies its
 * condition: https://www.sqlite.org/partialindex.html
 */
export const isWatched = sql<boolean>`state in ('waiting', 'sending', 'dead', 'uncertain')`;
