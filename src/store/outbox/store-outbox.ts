import type { Outbox } from '../../outbox/outbox.ts';
import { statesBefore } from '../../outbox/post-states.ts';
import type { Machine } from '../../time/machine.ts';
import type { Ledger } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { FACTS, readNumber, writeFact } from '../registry/keep-facts.ts';
import { claimPosts, type Life, readNextHeld, readNextReady } from './claim-posts.ts';
import { dropPast } from './drop-past.ts';
import {
  readEditsOf,
  readLastMessage,
  readMoments,
  readOnePost,
  readPostByKey,
  readPostOfMessage,
  readPosts,
  readRecent,
  readSummary,
} from './read-ledger.ts';
import { rehomeMoments } from './rehome-moments.ts';
import { requireHeld, reservePosts } from './reserve-posts.ts';
import { readChanges, readLastList, readSettledList } from './settle-list.ts';
import { notePublished, readUnpublished, recordAttempt, settlePost } from './settle-post.ts';

/** The life of the state's only owner: whoever held a post before is gone. */
const ALONE: Life = { name: () => '', counter: FACTS.sentPosts, isGone: () => sql<boolean>`true` };

/** The outbox over an open database. Every method rejects with a `StoreError` when the database cannot do it. */
export function storeOutbox(ledger: Ledger, machine: Pick<Machine, 'sleep'>, life: Life = ALONE): Outbox {
  const { db } = ledger;
  return {
    watermark: () => readNumber(db, FACTS.watermark),
    takeBack: (now, under) =>
      ledger.transact('state', async (within) => {
        await requireHeld({ ...ledger, db: within }, under);
        const watermark = await readNumber(within, FACTS.watermark);
        if (watermark !== null && watermark > now) await writeFact(within, FACTS.watermark, String(now));
      }),
    reserve: reservePosts(ledger, machine),
    claim: claimPosts(ledger, life),
    recordAttempt: recordAttempt(ledger),
    settle: settlePost(ledger, life.counter),
    toPublish: readUnpublished(ledger),
    notePublished: notePublished(ledger),
    rehome: rehomeMoments(ledger),
    dropPast: dropPast(ledger),
    async releaseDead() {
      const gone = db.selectFrom('posts').select('id').where('lease', 'is not', null).where(life.isGone('lease'));
      const released = await db
        .updateTable('posts')
        .set({ state: 'waiting', lease: null, ready_at: 0 })
        .where(ledger.isOneOfFree('id', gone))
        .where('lease', 'is not', null)
        .where('state', 'in', statesBefore('taken over'))
        .executeTakeFirst();
      return Number(released.numUpdatedRows);
    },
    mayAct: (lease) => {
      const own = life.name();
      return own !== null && lease.startsWith(own);
    },
    nextReady: readNextReady(ledger),
    nextHeld: readNextHeld(ledger),
    bringForward: bringForward(ledger),
    moments: readMoments(ledger),
    posts: readPosts(ledger),
    lastMessage: readLastMessage(ledger),
    summary: readSummary(ledger),
    recent: readRecent(ledger),
    post: readOnePost(ledger),
    postByKey: readPostByKey(ledger),
    postOfMessage: readPostOfMessage(ledger),
    editsOf: readEditsOf(ledger),
    settledList: readSettledList(ledger),
    lastList: readLastList(ledger),
    changes: readChanges(ledger),
  };
}

/** `Outbox.bringForward`: the posts that nobody holds a lease on and their open moments, in one transaction. */
function bringForward({ commitTogether }: Ledger): Outbox['bringForward'] {
  return ({ channel, due }) =>
    commitTogether(async (tx) => {
      const held = await tx
        .updateTable('posts')
        .set({ due })
        .where('channel', '=', channel)
        .where('ready_at', 'is not', null)
        .where('lease', 'is', null)
        .where('due', '>', due)
        .returning('id')
        .execute();
      const ids = held.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await tx.updateTable('moments').set({ due }).where('post', 'in', ids).where('due', '>', due).execute();
      return ids.length;
    });
}
