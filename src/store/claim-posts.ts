import { randomUUID } from 'node:crypto';
import type { MachineInstant } from '../model/date.ts';
import type { MomentRow, Outbox } from '../outbox/outbox.ts';
import { statesBefore } from '../outbox/post-states.ts';
import { readClaim, readMoment } from './convert-rows.ts';
import type { Ledger } from './describe-tables.ts';
import { sql } from './load-kysely.ts';

/**
 * `Outbox.claim`. At most one post of a channel at a time, and none of a channel that has one under a live lease, so
 * that the posts of one instant arrive in their order.
 */
export function claimPosts(ledger: Ledger): Outbox['claim'] {
  return async ({ now, leaseMs, limit, except }) => {
    if (limit < 1) return [];
    const lease = randomUUID();
    const leaseUntil = now + leaseMs;
    return ledger.db.transaction().execute(async (db) => {
      const rows = await db
        .updateTable('posts')
        .set((eb) => ({
          state: 'sending',
          lease,
          ready_at: leaseUntil,
          attempts_before: eb.ref('attempts'),
        }))
        .where('id', 'in', claimable({ ...ledger, db }, now, except).limit(limit))
        .where('ready_at', '<=', now)
        .where('state', 'in', statesBefore('claimed', 'lease expired'))
        .returningAll()
        .execute();
      if (rows.length === 0) return [];
      const moments = await reservedMoments(
        { ...ledger, db },
        rows.map((row) => row.id),
      );
      return rows
        .map((row) => readClaim(row, { lease, leaseUntil, moments: moments.get(row.id) ?? [] }))
        .sort((a, b) => a.urgency - b.urgency || a.due - b.due || a.ordinal - b.ordinal || (a.id < b.id ? -1 : 1));
    });
  };
}

/** The ids of the posts that may be claimed at `now`, most urgent first. Walks open posts only. */
export function claimable({ db, isOneOf }: Ledger, now: MachineInstant, except: readonly string[]) {
  return db
    .selectFrom('posts as post')
    .select('post.id')
    .where('post.ready_at', '<=', now)
    .where((eb) => eb.not(isOneOf('post.channel', except)))
    .where(
      'post.channel',
      'not in',
      db
        .selectFrom('posts as held')
        .select('held.channel')
        .where('held.lease', 'is not', null)
        .where('held.ready_at', '>', now),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('posts as sooner')
            .select('sooner.id')
            .whereRef('sooner.channel', '=', 'post.channel')
            .where('sooner.ready_at', '<=', now)
            .where(
              sql<boolean>`(sooner.urgency, sooner.due, sooner.ordinal, sooner.id) < (post.urgency, post.due, post.ordinal, post.id)`,
            ),
        ),
      ),
    )
    .orderBy('post.urgency')
    .orderBy('post.due')
    .orderBy('post.ordinal')
    .orderBy('post.id');
}

async function reservedMoments({ db, isOneOf }: Ledger, posts: readonly string[]): Promise<Map<string, MomentRow[]>> {
  const rows = await db
    .selectFrom('moments')
    .selectAll()
    .where(isOneOf('post', posts))
    .where('state', '=', 'reserved')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows.map(readMoment), (row) => row.post ?? '');
}
