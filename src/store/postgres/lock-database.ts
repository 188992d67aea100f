import type { Client } from 'pg';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import { StoreError } from '../store-error.ts';
import { explainPostgresError } from './explain-postgres-error.ts';
import { LOCK_CLASS, LOCKS } from './postgres-dialect.ts';
import type { Gate } from './watch-pool.ts';

/** The lock by which one process owns the state. */
export type DatabaseLock = {
  /** From now on an owner with another token has taken the state over. */
  ownedBy(token: string): void;
  /** Rejects where the lock's connection does not answer. */
  look(): Promise<void>;
  /** Releases the lock; harmless to repeat. */
  release(): Promise<void>;
};

/** The needs of the lock: new connections of its own, and where its loss is reported. */
export type LockParts = {
  makeClient(): Client;
  readonly gate: Gate;
  readonly machine: Pick<Machine, 'sleep'>;
  readonly log?: Pick<Log, 'info' | 'error'> | undefined;
  /** Called with a sentence when another process has taken the state over. */
  lost(why: string): void;
};

/** How long a start waits for the lock: after kill -9 the server still has to notice that its owner is gone. */
const TRIES = 20;
const TRY_PAUSE_MS = 100;
/** The pause between two tries to get a lost lock back. */
const REGAIN_PAUSE_MS = 500;

/**
 * Makes this process the owner of the database until `release` or the end of the process: a lock of a connection of its
 * own, which the server frees when that ends. Throws `StoreError` (`owned`) while another process holds it. When the
 * connection breaks, the gate is shut until the lock is held again; where another owner's token is found by then, it
 * stays shut and `lost` is called. One exclusive owner is what the rest relies on in `releaseAll` alone.
 */
export async function lockDatabase({ makeClient, gate, machine, log, lost }: LockParts): Promise<DatabaseLock> {
  const { address } = gate;
  let token: string | null = null;
  let isReleased = false;
  let held: Client | null = null;

  /** A connection that holds the lock; `null` where another one does. */
  async function takeOnce(): Promise<Client | null> {
    const client = makeClient();
    client.once('end', () => (client === held ? void regain() : undefined));
    // Without a listener the loss of the connection would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query('select pg_try_advisory_lock($1, $2) as held', [LOCK_CLASS, LOCKS.owner]);
      if (rows[0]?.held === true) return client;
      await client.end();
      return null;
    } catch (error) {
      client.end().catch(() => undefined);
      throw explainPostgresError(error, address);
    }
  }

  async function take(): Promise<Client> {
    for (let tries = 1; ; tries += 1) {
      const client = await takeOnce();
      if (client !== null) return client;
      if (tries === TRIES) throw ownedError();
      await machine.sleep(TRY_PAUSE_MS);
    }
  }

  function ownedError(): StoreError {
    return new StoreError(
      'owned',
      `The database ${address} is in use by another running Datewatch. Stop that one first, or give this one a database of its own.`,
    );
  }

  /** Whether another process owns the state by now, whoever holds the lock: it may be our own broken connection. */
  async function isTakenOver(client: Client): Promise<boolean> {
    const { rows } = await client.query("select value from facts where name = 'owner'");
    return token !== null && rows[0]?.value !== token;
  }

  async function regain(): Promise<void> {
    if (isReleased) return;
    held = null;
    gate.shut = explainPostgresError(new Error('Connection terminated'), address);
    log?.error({}, `The lock on the database ${address} is lost; nothing is written until it is held again.`);
    while (!isReleased) {
      try {
        const client = await takeOnce();
        if (client === null) await lookForOwner();
        else if (await isTakenOver(client)) await giveUp(client);
        else {
          gate.shut = null;
          held = client;
          log?.info({}, `The lock on the database ${address} is held again.`);
          return;
        }
        if (isReleased) return;
      } catch {
        // Still unreachable: that is what the gate says.
      }
      await machine.sleep(REGAIN_PAUSE_MS);
    }
  }

  async function lookForOwner(): Promise<void> {
    const client = makeClient();
    client.on('error', () => undefined);
    try {
      await client.connect();
      if (await isTakenOver(client)) await giveUp(client);
    } finally {
      await client.end();
    }
  }

  async function giveUp(client: Client): Promise<void> {
    isReleased = true;
    const why = `Another Datewatch has taken over the database ${address}. This one ends, so that nothing is posted twice.`;
    gate.shut = new StoreError('owned', why);
    lost(why);
    await client.end();
  }

  held = await take();
  return {
    ownedBy(mine) {
      token = mine;
    },
    async look() {
      try {
        await held?.query('select 1');
      } catch (error) {
        throw explainPostgresError(error, address);
      }
    },
    async release() {
      if (isReleased) return;
      isReleased = true;
      await held?.end().catch(() => undefined);
    },
  };
}
