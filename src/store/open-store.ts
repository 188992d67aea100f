import { join } from 'node:path';
import type { Outbox } from '../outbox/outbox.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import { checkClock } from './check-clock.ts';
import { storeOutbox } from './outbox/store-outbox.ts';
import { storeRegistry } from './registry/store-registry.ts';
import { lockOwner } from './sqlite/lock-owner.ts';
import { IN_MEMORY, openSqlite } from './sqlite/open-sqlite.ts';
import { prepareFolder } from './sqlite/prepare-folder.ts';

/** The database's file inside the state folder. */
const DATABASE_FILE = 'datewatch.sqlite';

/** The durable state, open. */
export type Store = {
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** The database's file; `:memory:` where there is none. */
  readonly path: string;
  /** Ends what is under way, closes, and gives the folder free. Calling it again is harmless. */
  close(): Promise<void>;
};

/** Where the store says what it did; a pino logger fits. */
type StoreLog = { info(fields: object, message: string): void };

/** What the store needs from outside: which kind of world it serves, and breath between the chunks of long writes. */
export type StoreWish = {
  readonly clock: World['kind'];
  readonly machine: Pick<Machine, 'sleep'>;
  readonly log?: StoreLog;
};

/**
 * Opens the state in `folder`, which is made if it is missing, and owns it until `close` or the end of the process.
 * Rejects with a `StoreError` that says what is wrong and what to do; nothing is left open then.
 */
export async function openStore(wish: StoreWish & { readonly folder: string }): Promise<Store> {
  prepareFolder(wish.folder);
  const unlock = lockOwner(wish.folder);
  try {
    return await openAt(join(wish.folder, DATABASE_FILE), wish, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A store that ends with the process, for rehearsals; everything else is as in a real one. */
export function openMemoryStore(wish: StoreWish): Promise<Store> {
  return openAt(IN_MEMORY, wish, () => {});
}

async function openAt(path: string, { clock, machine, log }: StoreWish, unlock: () => void): Promise<Store> {
  const { ledger, versions } = openSqlite(path);
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
    async close() {
      await ledger.close();
      unlock();
    },
  };
}
