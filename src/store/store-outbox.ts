import type { Outbox } from '../outbox/outbox.ts';
import type { Machine } from '../time/machine.ts';
import { claimPosts } from './claim-posts.ts';
import type { Ledger } from './describe-tables.ts';
import { FACTS, readFact, readNumber } from './keep-facts.ts';
import { readLastMessage, readMoments, readNextReady, readPosts, readSummary } from './read-ledger.ts';
import { recordAttempt } from './record-attempt.ts';
import { rehomeMoments } from './rehome-moments.ts';
import { reservePosts } from './reserve-posts.ts';
import { settlePost } from './settle-post.ts';

/** The outbox over an open database. Every method rejects with a `StoreError` when the database cannot do it. */
export function storeOutbox(ledger: Ledger, machine: Pick<Machine, 'sleep'>): Outbox {
  const { db } = ledger;
  return {
    watermark: () => readNumber(db, FACTS.watermark),
    reserve: reservePosts(ledger, machine),
    claim: claimPosts(ledger),
    recordAttempt: recordAttempt(ledger),
    settle: settlePost(ledger),
    rehome: rehomeMoments(ledger),
    async releaseAll() {
      const released = await db
        .updateTable('posts')
        .set({ state: 'waiting', lease: null, ready_at: 0 })
        .where('lease', 'is not', null)
        .executeTakeFirst();
      return Number(released.numUpdatedRows);
    },
    nextReady: readNextReady(ledger),
    moments: readMoments(ledger),
    posts: readPosts(ledger),
    lastMessage: readLastMessage(ledger),
    summary: readSummary(ledger),
    async settledList() {
      const version = await readFact(db, FACTS.listVersion);
      const snapshot = await readFact(db, FACTS.listSnapshot);
      return version === null || snapshot === null ? null : { version, snapshot };
    },
  };
}
