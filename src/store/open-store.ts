import { join } from 'node:path';
import { checkClock, type Hints, type Store, type StoreOptions, storeOver } from './make-store.ts';
import { prepareFolder } from './prepare-folder.ts';
import { grantLeases } from './sqlite/grant-leases.ts';
import { guardState } from './sqlite/guard-state.ts';
import { lockOwner } from './sqlite/lock-owner.ts';
import { keepNote } from './sqlite/mark-state.ts';
import { IN_MEMORY, type OpenedSqlite, openSqlite } from './sqlite/open-sqlite.ts';

/** The database's file inside the state folder. */
export const DATABASE_FILE = 'datewatch.sqlite';

/** Where the state is: in PostgreSQL at this address, or else in SQLite's file in the folder. */
export type StatePlace = { readonly folder: string; readonly database?: { reveal(): string } | null };

/**
 * Opens the state, and owns it until `close` or the end of the process. The folder is made if it is missing. Rejects
 * with a `StoreError` that says what is wrong and what to do; then nothing is left open.
 */
export async function openStore({ folder, database = null, ...options }: StoreOptions & StatePlace): Promise<Store> {
  prepareFolder(folder);
  if (database === null) return openFile(folder, options);
  // Loaded only here: most never need it.
  const { openPostgresStore } = await import('./postgres/open-postgres-store.ts');
  return openPostgresStore({ ...options, folder, url: database.reveal() });
}

/** There is nobody to hear any. */
const NO_HINTS: Hints = { give: async () => undefined, follow: () => undefined };

async function openFile(folder: string, options: StoreOptions): Promise<Store> {
  const { machine } = options;
  const lock = lockOwner(folder);
  try {
    const path = join(folder, DATABASE_FILE);
    const opened = await openAt(path, options);
    const { database, gate, marks, ledger } = opened;
    const { note } = keepNote(database, folder, marks.identity);
    note();
    const { look } = guardState({ database, db: ledger.db, gate, path, marks, lock, machine, keepNote: note });
    return storeOver(opened, path, machine, {
      leases: grantLeases(),
      claims: null,
      hints: NO_HINTS,
      look,
      async close() {
        if (!gate.isShut && database.isOpen) note();
        await ledger.close();
        lock.release();
      },
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens a store that ends with the process, for rehearsals; everything else is as in a real one. */
export async function openMemoryStore(options: StoreOptions): Promise<Store> {
  const opened = await openAt(IN_MEMORY, options);
  return storeOver(opened, IN_MEMORY, options.machine, {
    leases: grantLeases(),
    claims: null,
    hints: NO_HINTS,
    look: async () => {},
    close: opened.ledger.close,
  });
}

async function openAt(path: string, { clock, machine, log }: StoreOptions): Promise<OpenedSqlite> {
  const opened = openSqlite(path, { machine, log });
  const { ledger, versions } = opened;
  try {
    await checkClock(ledger, clock, path);
  } catch (error) {
    await ledger.close();
    throw error;
  }
  if (versions.from !== versions.to) log?.info({ path, ...versions }, 'state brought to the newest shape');
  return opened;
}
