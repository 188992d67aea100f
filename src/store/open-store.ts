import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../model/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import type { Ledger } from './describe-tables.ts';
import { storeOutbox } from './outbox/store-outbox.ts';
import { FACTS, readFact, writeFact } from './registry/keep-facts.ts';
import { storeRegistry } from './registry/store-registry.ts';
import { explainSqliteError } from './sqlite/explain-sqlite-error.ts';
import { IN_MEMORY, openSqlite } from './sqlite/open-sqlite.ts';
import { prepareFolder } from './sqlite/prepare-folder.ts';
import { StoreError } from './store-error.ts';

/** The database's file inside the state folder. */
const DATABASE_FILE = 'datewatch.sqlite';

/** The durable state, open. */
export type Store = {
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** The database's file; `:memory:` where there is none. */
  readonly path: string;
  /** In a sentence or two, what keeps the state from being written at present; `null` when nothing is known to. */
  trouble(): string | null;
  /** Ends the tasks under way, closes, and releases the folder. Calling it again is harmless. */
  close(): Promise<void>;
};

/** The store's needs from outside: which kind of world it serves, and pauses between the chunks of long writes. */
export type StoreOptions = {
  readonly clock: World['kind'];
  readonly machine: Pick<Machine, 'sleep'>;
  readonly log?: Pick<Log, 'info' | 'error'>;
};

/**
 * Opens the state in `folder`, which is made if it is missing, and owns it until `close` or the end of the process.
 * Rejects with a `StoreError` that says what is wrong and what to do; then nothing is left open.
 */
export async function openStore(options: StoreOptions & { readonly folder: string }): Promise<Store> {
  prepareFolder(options.folder);
  const unlock = lockOwner(options.folder);
  try {
    return await openAt(join(options.folder, DATABASE_FILE), options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Opens a store that ends with the process, for rehearsals; everything else is as in a real one. */
export function openMemoryStore(options: StoreOptions): Promise<Store> {
  return openAt(IN_MEMORY, options, () => {});
}

async function openAt(path: string, { clock, machine, log }: StoreOptions, unlock: () => void): Promise<Store> {
  const { ledger, versions } = openSqlite(path, { machine, log });
  try {
    await checkClock(ledger, clock, path);
  } catch (error) {
    await ledger.close();
    throw error;
  }
  if (versions.from !== versions.to) log?.info({ path, ...versions }, 'state brought to the newest shape');
  return {
    outbox: storeOutbox(ledger, machine),
    registry: storeRegistry(ledger),
    path,
    trouble: () => ledger.trouble()?.message ?? null,
    async close() {
      await ledger.close();
      unlock();
    },
  };
}

/**
 * Writes into an empty state which kind of clock makes it, and refuses the other kind from then on (product rule 12): a
 * watermark of one world means nothing in the other. Throws `StoreError` (`other clock`).
 */
async function checkClock({ db }: Ledger, clock: World['kind'], path: string): Promise<void> {
  const maker = await readFact(db, FACTS.clock);
  if (maker === null) return writeFact(db, FACTS.clock, clock);
  if (maker === clock) return;
  throw new StoreError(
    'other clock',
    `The state ${path} was made by a ${maker} clock and cannot go on with a ${clock} one. Choose another state folder, or go back to the ${maker} clock.`,
  );
}

/** The lock's file, beside the database. Empty: only its lock counts, so it may be deleted while nothing runs. */
const LOCK_FILE = 'owner.lock';

/**
 * Makes this process the owner of the state in `folder` until the returned function is called or the process ends, in
 * whatever way: the lock is the operating system's, which frees it after kill -9, as no PID file or heartbeat would be.
 * It is a file of its own because SQLite's own locks on a database in WAL mode come and go with each transaction.
 * Throws `StoreError` (`owned`) at once while another process, or another store of this one, holds it.
 */
function lockOwner(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    const explained = explainSqliteError(error, path);
    if (explained.trouble !== 'locked') throw explained;
    throw new StoreError(
      'owned',
      `The state folder ${folder} is in use by another running Datewatch. Stop that one first, or choose another folder for this one.`,
      error,
    );
  }
  const held = lock;
  return () => {
    if (held.isOpen) held.close();
  };
}
