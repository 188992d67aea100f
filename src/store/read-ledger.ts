import type { MachineInstant } from '../model/date.ts';
import type { Outbox, OutboxSummary } from '../outbox/outbox.ts';
import { readMoment, readPost } from './convert-rows.ts';
import type { Ledger } from './describe-tables.ts';

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
    const rows =
      channel === null
        ? query.where('state', 'in', ['waiting', 'sending', 'dead', 'uncertain'])
        : query.where('channel', '=', channel);
    return (await rows.orderBy('id').execute()).map(readPost);
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

/** `Outbox.summary`. */
export function readSummary({ db }: Ledger): Outbox['summary'] {
  return async () => {
    const counts = await db
      .selectFrom('posts')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    const last = await db
      .selectFrom('posts')
      .select('sent_at')
      .where('sent_at', 'is not', null)
      .orderBy('sent_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    const of = (state: string) => Number(counts.find((row) => row.state === state)?.count ?? 0);
    return {
      waiting: of('waiting'),
      sending: of('sending'),
      sent: of('sent'),
      dead: of('dead'),
      uncertain: of('uncertain'),
      lastSentAt: last?.sent_at ?? null,
    } satisfies OutboxSummary;
  };
}

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
