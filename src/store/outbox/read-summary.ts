import type { PostState } from '../../model/post.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';
import { FACTS, readNumber } from '../registry/keep-facts.ts';
import { isWatched } from './select-watched.ts';

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
      sent: (await readNumber(db, FACTS.sentPosts)) ?? 0,
      dead: of('dead'),
      uncertain: of('uncertain'),
      lastSentAt: last?.sent_at ?? null,
    };
  };
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
