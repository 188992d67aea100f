import { randomUUID } from 'node:crypto';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';
import {
  COUNT_HELD,
  type Held,
  type Identity,
  type MissingState,
  readIdentity,
  writeIdentity,
} from '../keep-identity.ts';
import { sql } from '../load-kysely.ts';
import { checkClock, type Store, type StoreOptions, storeOver } from '../make-store.ts';
import type { Life } from '../outbox/claim-posts.ts';
import { storeOutbox } from '../outbox/store-outbox.ts';
import { FACTS, readFact, writeFact } from '../registry/keep-facts.ts';
import { claimInteractions } from './claim-interactions.ts';
import { forgetDead, type HeldLeases, holdLeases } from './hold-leases.ts';
import { keepAsking } from './keep-asking.ts';
import { openPostgres, SESSION } from './open-postgres.ts';

/** For so long the leases' own connection waits for an answer: one that comes later is of no use to them. */
const LEASE_PATIENCE_MS = 2_000;

/** The channel of hints: https://www.postgresql.org/docs/current/sql-notify.html */
const HINTS = 'datewatch';

/**
 * Opens the state in PostgreSQL at `url`, beside the other processes that work on it. The note of which state belongs here
 * is kept in `folder`, as with SQLite: it is by this that a database of the wrong name, an empty one, or a state that was
 * never moved over is noticed. Rejects with a `StoreError`; then nothing is left open.
 */
export async function openPostgresStore({
  url,
  folder,
  clock,
  machine,
  log,
}: StoreOptions & { readonly url: string; readonly folder: string }): Promise<Store> {
  const { ledger, versions, gate, makeClient } = await openPostgres({ url, machine, log });
  const { address } = gate;
  let hear = (_: string): void => undefined;
  const asking = keepAsking(() => makeClient(LEASE_PATIENCE_MS), {
    address,
    session: `${SESSION} listen ${HINTS};`,
    heard: (said) => hear(said),
  });
  try {
    await checkClock(ledger, clock, address);
    const identity = await markDatabase(ledger, folder, machine.now());
    if (versions.from !== versions.to) log?.info({ path: address, ...versions }, 'state brought to the newest shape');
    const note = noteKeeper(ledger, folder, identity);
    await note();
    const leases = holdLeases({ ask: asking.ask, machine });
    await forgetDead(asking.ask);
    await leases.renew();
    const outbox = storeOutbox(ledger, machine, lifeOf(leases));
    // No other process ends this one's right to write: the leases do.
    const lost = new Promise<never>(() => undefined);
    return storeOver({ ledger, lost }, address, machine, {
      outbox: useServerClock(outbox, () => leases.serverNow() - machine.now()),
      leases,
      claims: claimInteractions(ledger, machine),
      hints: {
        give: () =>
          asking.ask('select pg_notify($1, $2)', [HINTS, leases.holder]).then(
            () => undefined,
            () => undefined,
          ),
        follow(act) {
          hear = (holder) => (holder === leases.holder ? undefined : act());
        },
      },
      look: note,
      async close() {
        await note();
        await leases.leave();
        await asking.close();
        await ledger.close();
      },
    });
  } catch (error) {
    await asking.close();
    await ledger.close();
    throw error;
  }
}

/** The posts that a process holds are those of its presence, with its fence: another life frees what it held before. */
function lifeOf({ holder, presence }: HeldLeases): Life {
  return {
    name() {
      const lease = presence();
      return lease === null ? null : `${holder} ${lease.fence} `;
    },
    counter: `${FACTS.sentPosts} ${holder.slice(0, 1)}`,
    isGone: (column) => sql<boolean>`not exists (select 1 from leases
      where leases.name = 'process ' || split_part(${sql.ref(column)}, ' ', 1)
        and leases.fence::text = split_part(${sql.ref(column)}, ' ', 2) and leases.until > clock_timestamp())`,
  };
}

/** Marks the database, as `markState` does with SQLite's, and returns the identity. */
async function markDatabase({ transact }: Ledger, folder: string, now: number) {
  const noted = readIdentity(folder);
  return transact('state', async (tx) => {
    const identity = (await readFact(tx, FACTS.identity)) ?? randomUUID();
    await writeFact(tx, FACTS.identity, identity);
    if (noted !== null && noted.identity !== identity && noted.subscriptions + noted.servers > 0) {
      const { subscriptions, servers } = noted;
      await writeFact(tx, FACTS.missing, JSON.stringify({ subscriptions, servers, at: now } satisfies MissingState));
    }
    return identity;
  });
}

/** Keeps the note in the folder up to date. Never rejects: the next look writes it. */
function noteKeeper({ db }: Ledger, folder: string, identity: string): () => Promise<void> {
  let noted = JSON.stringify(readIdentity(folder));
  return async () => {
    try {
      const { rows } = await sql.raw<Held>(COUNT_HELD).execute(db);
      const [held] = rows;
      if (held === undefined) return;
      const next: Identity = { identity, subscriptions: held.subscriptions, servers: held.servers };
      const text = JSON.stringify(next);
      if (text === noted) return;
      writeIdentity(folder, next);
      noted = text;
    } catch {
      // Without a note the loss of this state would not be noticed; that is no reason to stop.
    }
  };
}

/**
 * The outbox with every time of the machine as the server's clock shows it: several machines agree on no other. `aheadMs`
 * is how far the server's clock is ahead of the machine's at present; callers keep to their own.
 */
export function useServerClock(outbox: Outbox, aheadMs: () => number): Outbox {
  const atServer = (at: number): number => Math.max(0, Math.round(at + aheadMs()));
  const here = (at: number): number => at - Math.round(aheadMs());
  const hereOrNull = (at: number | null): number | null => (at === null ? null : here(at));
  return {
    ...outbox,
    async claim(request) {
      const posts = await outbox.claim({ ...request, now: atServer(request.now) });
      return posts.map((post) => ({
        ...post,
        leaseUntil: here(post.leaseUntil),
        firstUnanswered: hereOrNull(post.firstUnanswered),
      }));
    },
    recordAttempt: (attempt) => outbox.recordAttempt({ ...attempt, now: atServer(attempt.now) }),
    settle: (settlement) =>
      outbox.settle(
        settlement.to === 'waiting' ? { ...settlement, readyAt: atServer(settlement.readyAt) } : settlement,
      ),
    nextReady: async (world) => hereOrNull(await outbox.nextReady(world)),
  };
}
