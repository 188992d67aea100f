import type { Outbox } from '../../outbox/outbox.ts';
import { statesBefore } from '../../outbox/post-states.ts';
import type { Machine } from '../../time/machine.ts';
import type { Ledger } from '../describe-tables.ts';
import { FACTS, readNumber, writeFact } from '../registry/keep-facts.ts';
import { bringForward } from './bring-forward.ts';
import { claimPosts } from './claim-posts.ts';
import {
  readLastMessage,
  readMoments,
  readOnePost,
  readPostByKey,
  readPostOfMessage,
  readPosts,
} from './read-ledger.ts';
import { readNextHeld, readNextReady } from './read-next-ready.ts';
import { readSummary } from './read-summary.ts';
import { rehomeMoments } from './rehome-moments.ts';
import { reservePosts } from './reserve-posts.ts';
import { readChanges, readLastList, readSettledList } from './settle-list.ts';
import { notePublished, readUnpublished, recordAttempt, settlePost } from './settle-post.ts';

/** The outbox over an open database. Every method rejects with a `StoreError` when the database cannot do it. */
export function storeOutbox(ledger: Ledger, machine: Pick<Machine, 'sleep'>): Outbox {
  const { db } = ledger;
  return {
    watermark: () => readNumber(db, FACTS.watermark),
    takeBack: (now) =>
      db.transaction().execute(async (within) => {
        const watermark = await readNumber(within, FACTS.watermark);
        if (watermark !== null && watermark > now) await writeFact(within, FACTS.watermark, String(now));
      }),
    reserve: reservePosts(ledger, machine),
    claim: claimPosts(ledger),
    recordAttempt: recordAttempt(ledger),
    settle: settlePost(ledger),
    toPublish: readUnpublished(ledger),
    notePublished: notePublished(ledger),
    rehome: rehomeMoments(ledger),
    async releaseAll() {
      const released = await db
        .updateTable('posts')
        .set({ state: 'waiting', lease: null, ready_at: 0 })
        .where('lease', 'is not', null)
        .where('state', 'in', statesBefore('taken over at start'))
        .executeTakeFirst();
      return Number(released.numUpdatedRows);
    },
    nextReady: readNextReady(ledger),
    nextHeld: readNextHeld(ledger),
    bringForward: bringForward(ledger),
    moments: readMoments(ledger),
    posts: readPosts(ledger),
    lastMessage: readLastMessage(ledger),
    summary: readSummary(ledger),
    post: readOnePost(ledger),
    postByKey: readPostByKey(ledger),
    postOfMessage: readPostOfMessage(ledger),
    settledList: readSettledList(ledger),
    lastList: readLastList(ledger),
    changes: readChanges(ledger),
  };
}
