import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';
import { readEach } from '../read-rows.ts';
import { readMoment, readPost } from './convert-rows.ts';
import { isWatched } from './select-watched.ts';

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
