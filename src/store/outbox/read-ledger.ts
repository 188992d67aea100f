import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';
import { readMoment, readPost } from './convert-rows.ts';
import { isWatched } from './spell-watched.ts';

/** `Outbox.moments`, in the order in which they were reserved. */
export function readMoments({ db, isOneOf }: Ledger): Outbox['moments'] {
  return async ({ channels, events }) => {
    let query = db.selectFrom('moments').selectAll().orderBy('id');
    if (channels !== null) query = query.where(isOneOf('channel', channels));
    if (events !== null) query = query.where(isOneOf('event', events));
    return (await query.execute()).map(readMoment);
  };
}

/** `Outbox.posts`: newest is the latest due. */
export function readPosts({ db }: Ledger): Outbox['posts'] {
  return async ({ channel, limit }) => {
    const query = db.selectFrom('posts').selectAll().orderBy('due', 'desc').orderBy('ordinal', 'desc').limit(limit);
    const rows = channel === null ? query.where(isWatched) : query.where('channel', '=', channel);
    return (await rows.orderBy('id').execute()).map(readPost);
  };
}

/** `Outbox.post`. */
export function readOnePost({ db }: Ledger): Outbox['post'] {
  return async (id) => {
    const row = await db.selectFrom('posts').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : readPost(row);
  };
}

/** `Outbox.postByKey`. */
export function readPostByKey({ db }: Ledger): Outbox['postByKey'] {
  return async (key) => {
    const row = await db.selectFrom('posts').selectAll().where('key', '=', key).executeTakeFirst();
    return row === undefined ? null : readPost(row);
  };
}

/** `Outbox.lastMessage`. */
export function readLastMessage({ db }: Ledger): Outbox['lastMessage'] {
  return async (channel) => {
    const row = await lastSaid(db, channel).executeTakeFirst();
    return row?.message ?? null;
  };
}

function lastSaid(db: Ledger['db'], channel: string) {
  return db
    .selectFrom('posts')
    .select('message')
    .where('channel', '=', channel)
    .where('message', 'is not', null)
    .orderBy('sent_at', 'desc')
    .orderBy('ordinal', 'desc')
    .limit(1);
}
