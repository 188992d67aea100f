import type { Instant, MachineInstant } from '../../model/date.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';

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
