import { randomUUID } from 'node:crypto';
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
import { FACTS, readFact, writeFact } from '../registry/keep-facts.ts';
import { claimInteractions } from './claim-interactions.ts';
import { forgetDead, holdLeases } from './hold-leases.ts';
import { keepAsking } from './keep-asking.ts';
import { lockDatabase } from './lock-database.ts';
import { openPostgres, SESSION } from './open-postgres.ts';

/** For so long the leases' own connection waits for an answer: one that comes later is of no use to them. */
const LEASE_PATIENCE_MS = 2_000;

/**
 * Opens the state in PostgreSQL at `url` and owns it until `close` or the end of the process. The note of which state
 * belongs here is kept in `folder`, as with SQLite: it is by this that a database of the wrong name, an empty one, or a
 * state that was never moved over is noticed. Rejects with a `StoreError`; then nothing is left open.
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
  const lost = Promise.withResolvers<string>();
  const lock = await lockDatabase({ makeClient, gate, machine, log, lost: lost.resolve }).catch(async (error) => {
    await ledger.close();
    throw error;
  });
  const asking = keepAsking(() => makeClient(LEASE_PATIENCE_MS), { address, session: SESSION });
  try {
    await checkClock(ledger, clock, address);
    const { identity, owner } = await markDatabase(ledger, folder, machine.now());
    lock.ownedBy(owner);
    if (versions.from !== versions.to) log?.info({ path: address, ...versions }, 'state brought to the newest shape');
    const note = noteKeeper(ledger, folder, identity);
    await note();
    const leases = holdLeases({ ask: asking.ask, machine });
    await forgetDead(asking.ask);
    await leases.renew();
    return storeOver({ ledger, lost: lost.promise }, address, machine, {
      leases,
      claims: claimInteractions(ledger, machine),
      async look() {
        await lock.look();
        await note();
      },
      async close() {
        await note();
        await leases.leave();
        await asking.close();
        await ledger.close();
        await lock.release();
      },
    });
  } catch (error) {
    await asking.close();
    await ledger.close();
    await lock.release();
    throw error;
  }
}

/** Marks the database as this process's, as `markState` does with SQLite's. */
async function markDatabase({ transact }: Ledger, folder: string, now: number) {
  const noted = readIdentity(folder);
  return transact('state', async (tx) => {
    const identity = (await readFact(tx, FACTS.identity)) ?? randomUUID();
    const owner = randomUUID();
    await writeFact(tx, FACTS.identity, identity);
    await writeFact(tx, FACTS.owner, owner);
    if (noted !== null && noted.identity !== identity && noted.subscriptions + noted.servers > 0) {
      const { subscriptions, servers } = noted;
      await writeFact(tx, FACTS.missing, JSON.stringify({ subscriptions, servers, at: now } satisfies MissingState));
    }
    return { identity, owner };
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
