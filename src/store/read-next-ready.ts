import type { MachineInstant } from '../model/date.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Ledger } from './describe-tables.ts';

/**
 * `Outbox.nextReady`. A post whose channel has another one under a lease cannot be claimed before that lease ends, so
 * it does not count by itself; otherwise a loop that sleeps until here would spin.
 */
export function readNextReady({ db }: Ledger): Outbox['nextReady'] {
  return async () => {
    const free = await firstFree(db).executeTakeFirst();
    const leased = await firstLeaseEnd(db).executeTakeFirst();
    const instants = [free?.ready_at, leased?.ready_at].filter((at): at is MachineInstant => typeof at === 'number');
    return instants.length === 0 ? null : Math.min(...instants);
  };
}

/** The waiting post that is ready first among the channels without a lease. */
export function firstFree(db: Ledger['db']) {
  return db
    .selectFrom('posts as post')
    .select('post.ready_at')
    .where('post.ready_at', 'is not', null)
    .where('post.lease', 'is', null)
    .where(
      'post.channel',
      'not in',
      db.selectFrom('posts as held').select('held.channel').where('held.lease', 'is not', null),
    )
    .orderBy('post.ready_at')
    .limit(1);
}

/** The lease that ends first. */
export function firstLeaseEnd(db: Ledger['db']) {
  return db.selectFrom('posts').select('ready_at').where('lease', 'is not', null).orderBy('ready_at').limit(1);
}
