import { join } from 'node:path';
import { decodeJsonOr, isObject } from '../model/decode-json.ts';
import type { Log } from '../model/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import type { Ledger } from './describe-tables.ts';
import { storeOutbox } from './outbox/store-outbox.ts';
import { FACTS, readFact, writeFact } from './registry/keep-facts.ts';
import { storeRegistry } from './registry/store-registry.ts';
import { guardState } from './sqlite/guard-state.ts';
import { lockOwner } from './sqlite/lock-owner.ts';
import { keepNote, type MissingState } from './sqlite/mark-state.ts';
import { IN_MEMORY, type OpenedSqlite, openSqlite } from './sqlite/open-sqlite.ts';
import { prepareFolder } from './sqlite/prepare-folder.ts';
import { StoreError } from './store-error.ts';

/** The database's file inside the state folder. */
export const DATABASE_FILE = 'datewatch.sqlite';

/** For how long a missing state is reported: whoever looks after the program looks once a day. */
const MISSING_REPORTED_MS = 24 * 60 * 60_000;

/** The durable state, open. */
export type Store = {
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** The database's file; `:memory:` where there is none. */
  readonly path: string;
  /** In a sentence or two, what keeps the state from being written at present; `null` when nothing is known to. */
  trouble(): string | null;
  /** The rows that were found unreadable and are left out, such as `subscription 123`; nothing of their text. */
  unreadableRows(): readonly string[];
  /** How much the state held that belongs in this folder and is not there; `null` where nothing is missing, or for over a day. */
  missing(): Promise<MissingState | null>;
  /** Resolves with a sentence when the program must end, because the state is no longer its own to write. */
  readonly lost: Promise<string>;
  /** Each minute's look whether lock and files are still those that were opened. Rejects when it cannot look. */
  look(): Promise<void>;
  /** Ends the tasks under way, closes, and releases the folder. Calling it again is harmless. */
  close(): Promise<void>;
};

/** The store's needs from outside: which kind of world it serves, machine time, and a log. */
export type StoreOptions = {
  readonly clock: World['kind'];
  readonly machine: Pick<Machine, 'sleep' | 'now'>;
  readonly log?: Pick<Log, 'info' | 'error'>;
};

/**
 * Opens the state in `folder`, which is made if it is missing, and owns it until `close` or the end of the process.
 * Rejects with a `StoreError` that says what is wrong and what to do; then nothing is left open.
 */
export async function openStore(options: StoreOptions & { readonly folder: string }): Promise<Store> {
  const { folder, machine } = options;
  prepareFolder(folder);
  const lock = lockOwner(folder);
  try {
    const path = join(folder, DATABASE_FILE);
    const opened = await openAt(path, options);
    const { database, gate, marks, ledger } = opened;
    const { note } = keepNote(database, folder, marks.identity);
    note();
    const { look } = guardState({ database, db: ledger.db, gate, path, marks, lock, machine, keepNote: note });
    return storeOver(opened, path, machine, {
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
  return storeOver(opened, IN_MEMORY, options.machine, { look: async () => {}, close: opened.ledger.close });
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

function storeOver(
  { ledger, lost }: OpenedSqlite,
  path: string,
  machine: StoreOptions['machine'],
  guard: Pick<Store, 'look' | 'close'>,
): Store {
  return {
    outbox: storeOutbox(ledger, machine),
    registry: storeRegistry(ledger),
    path,
    trouble: () => ledger.trouble()?.message ?? null,
    unreadableRows: ledger.unreadableRows,
    async missing() {
      const missing = decodeJsonOr(await readFact(ledger.db, FACTS.missing), isMissing, null);
      return missing !== null && Math.abs(machine.now() - missing.at) < MISSING_REPORTED_MS ? missing : null;
    },
    lost,
    ...guard,
  };
}

function isMissing(value: unknown): value is MissingState {
  return isObject(value) && ['subscriptions', 'servers', 'at'].every((name) => typeof value[name] === 'number');
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
