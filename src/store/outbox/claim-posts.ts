import { randomUUID } from 'node:crypto';
import type { Expression, SqlBool } from 'kysely';
import type { Instant, MachineInstant } from '../../model/date.ts';
import type { DeadReason } from '../../model/post.ts';
import type { MomentRow, Outbox } from '../../outbox/outbox.ts';
import { LONGEST_WAIT_MS, statesBefore } from '../../outbox/post-states.ts';
import type { Ledger } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { readEach } from '../read-rows.ts';
import { readClaim, readMoment } from './convert-rows.ts';
import { endPost } from './settle-post.ts';

/** One life of a process among those that share a state: the posts that it holds end with it. */
export type Life = {
  /** How the leases of this one begin; `null` while it is not known to live. */
  name(): string | null;
  /** The fact in which it counts what it sends: a row that all count in would make them wait for each other. */
  readonly counter: string;
  /** Whether a column holds a lease of a process that is gone. */
  isGone(column: string): Expression<SqlBool>;
};

/**
 * `Outbox.claim`. At most one post of a channel at a time, and none of a channel that has one under a live lease, so
 * that the posts of one instant arrive in their order. Held posts block nothing. A post whose row cannot be read is set
 * aside in the same transaction: it ends as `unreadable`, and the others are handed out.
 */
export function claimPosts(ledger: Ledger, life: Pick<Life, 'name'>): Outbox['claim'] {
  return async ({ now, world, leaseMs, limit, except }) => {
    const name = life.name();
    if (limit < 1 || name === null) return [];
    const lease = `${name}${randomUUID()}`;
    const leaseUntil = now + leaseMs;
    return ledger.transact('claims', async (db) => {
      const rows = await db
        .updateTable('posts')
        .set((eb) => ({
          state: 'sending',
          lease,
          ready_at: leaseUntil,
          attempts_before: eb.ref('attempts'),
        }))
        .where(ledger.isOneOfFree('id', claimable({ ...ledger, db }, { now, world, except }).limit(limit)))
        .where(isReady('ready_at', now))
        .where('state', 'in', statesBefore('claimed', 'lease expired'))
        .returningAll()
        .execute();
      if (rows.length === 0) return [];
      // An update returns its rows in any order.
      rows.sort(
        (a, b) =>
          a.urgency - b.urgency || a.due - b.due || a.ordinal - b.ordinal || a.turn - b.turn || (a.id < b.id ? -1 : 1),
      );
      const moments = await reservedMoments(
        { ...ledger, db },
        rows.map((row) => row.id),
      );
      const broken: (typeof rows)[number][] = [];
      const claimed = readEach(
        rows,
        (row) => readClaim(row, { lease, leaseUntil, moments: moments.get(row.id) ?? [] }),
        (row, error) => {
          ledger.unreadable(`post ${row.id}`, error);
          broken.push(row);
        },
      );
      for (const { id, first_unanswered } of broken) {
        // An attempt without an answer may have arrived.
        const to = first_unanswered === null ? 'dead' : 'uncertain';
        await endPost(db, { post: id, lease, moments: [], to, reason: UNREADABLE });
      }
      return claimed;
    });
  };
}

const UNREADABLE: DeadReason = 'unreadable';

type ClaimRequest = { readonly now: MachineInstant; readonly world: Instant; readonly except: readonly string[] };

/** The ids of the posts that may be claimed at `now` and `world`, most urgent first. Reads open posts only. */
export function claimable({ db, isOneOf }: Ledger, { now, world, except }: ClaimRequest) {
  return db
    .selectFrom('posts as post')
    .select('post.id')
    .where('post.ready_at', 'is not', null)
    .where(isReady('post.ready_at', now))
    .where('post.due', '<=', world)
    .where((eb) => eb.not(isOneOf('post.channel', except)))
    .where(
      'post.channel',
      'not in',
      db
        .selectFrom('posts as held')
        .select('held.channel')
        .where('held.lease', 'is not', null)
        .where((eb) => eb.not(isReady('held.ready_at', now))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('posts as sooner')
            .select('sooner.id')
            .whereRef('sooner.channel', '=', 'post.channel')
            .where('sooner.ready_at', 'is not', null)
            .where(isReady('sooner.ready_at', now))
            .where('sooner.due', '<=', world)
            .where(
              sql<boolean>`(sooner.urgency, sooner.due, sooner.ordinal, sooner.id) < (post.urgency, post.due, post.ordinal, post.id)`,
            ),
        ),
      ),
    )
    .orderBy('post.urgency')
    .orderBy('post.due')
    .orderBy('post.ordinal')
    .orderBy('post.turn')
    .orderBy('post.id');
}

/** Ready by this clock: a time further ahead than any that is ever set comes from before the clock was set back. */
function isReady(column: string, now: MachineInstant) {
  return sql<boolean>`${sql.ref(column)} not between ${now + 1} and ${now + LONGEST_WAIT_MS}`;
}

/** The moments still reserved, by post. One that cannot be read is left out of its post, and ends as dead. */
async function reservedMoments(
  { db, isOneOf, unreadable }: Ledger,
  posts: readonly string[],
): Promise<Map<string, MomentRow[]>> {
  const rows = await db
    .selectFrom('moments')
    .selectAll()
    .where(isOneOf('post', posts))
    .where('state', '=', 'reserved')
    .orderBy('id')
    .execute();
  const broken: number[] = [];
  const moments = readEach(rows, readMoment, ({ id }, error) => {
    unreadable(`moment ${id}`, error);
    broken.push(id);
  });
  if (broken.length > 0) {
    const end = { state: 'dead', reason: UNREADABLE } as const;
    await db.updateTable('moments').set(end).where('id', 'in', broken).execute();
  }
  return Map.groupBy(moments, (row) => row.post ?? '');
}

/**
 * `Outbox.nextReady`. A post whose channel has another one under a lease cannot be claimed before that lease ends, so
 * it does not count by itself; otherwise a loop that sleeps until here would spin.
 */
export function readNextReady({ db }: Ledger): Outbox['nextReady'] {
  return async (world) => {
    const free = await firstFree(db, world).executeTakeFirst();
    const leased = await firstLeaseEnd(db, world).executeTakeFirst();
    const instants = [free?.ready_at, leased?.ready_at].filter((at): at is MachineInstant => typeof at === 'number');
    return instants.length === 0 ? null : Math.min(...instants);
  };
}

/** `Outbox.nextHeld`. */
export function readNextHeld({ db }: Ledger): Outbox['nextHeld'] {
  return async (world) => (await firstHeld(db, world).executeTakeFirst())?.due ?? null;
}

/** The waiting post that falls due first after that instant. */
export function firstHeld(db: Ledger['db'], world: Instant) {
  return db
    .selectFrom('posts')
    .select('due')
    .where('ready_at', 'is not', null)
    .where('lease', 'is', null)
    .where('due', '>', world)
    .orderBy('due')
    .limit(1);
}

/** The waiting post that is ready first, of those that are due, among the channels without a lease. */
export function firstFree(db: Ledger['db'], world: Instant) {
  return db
    .selectFrom('posts as post')
    .select('post.ready_at')
    .where('post.ready_at', 'is not', null)
    .where('post.lease', 'is', null)
    .where('post.due', '<=', world)
    .where(
      'post.channel',
      'not in',
      db.selectFrom('posts as held').select('held.channel').where('held.lease', 'is not', null),
    )
    .orderBy('post.ready_at')
    .limit(1);
}

/** The lease that ends first, of posts that may be claimed then. */
export function firstLeaseEnd(db: Ledger['db'], world: Instant) {
  return db
    .selectFrom('posts')
    .select('ready_at')
    .where('lease', 'is not', null)
    .where('due', '<=', world)
    .orderBy('ready_at')
    .limit(1);
}
