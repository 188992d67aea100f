import { decodeJsonOr, isObject } from '../model/decode-json.ts';
import type { Log } from '../model/log.ts';
import type { Claims } from '../outbox/claims.ts';
import type { Leases } from '../outbox/leases.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import type { Ledger } from './describe-tables.ts';
import type { MissingState } from './keep-identity.ts';
import { storeOutbox } from './outbox/store-outbox.ts';
import { FACTS, readFact, writeFact } from './registry/keep-facts.ts';
import { storeRegistry } from './registry/store-registry.ts';
import { StoreError } from './store-error.ts';

/** For how long a missing state is reported: whoever looks after the program looks once a day. */
const MISSING_REPORTED_MS = 24 * 60 * 60_000;

/** Words between the processes on one state that something is new. Any may get lost: whoever hears none looks by itself. */
export type Hints = {
  /** Lets the others know. Never rejects. */
  give(): Promise<void>;
  /** From now on `act` is called with each of the others' hints. */
  follow(act: () => void): void;
};

/** The durable state, open. */
export type Store = {
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** The rights that one process alone has among those on this state. */
  readonly leases: Leases;
  /** Who of several processes answers an interaction; `null` where there is only one. */
  readonly claims: Claims | null;
  readonly hints: Hints;
  /** The database's file or, without its password, its address; `:memory:` where there is neither. */
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
  readonly machine: Pick<Machine, 'sleep' | 'now' | 'monotonic'>;
  readonly log?: Pick<Log, 'info' | 'error'>;
};

/** Makes the two ports over an open database. */
export function storeOver(
  { ledger, lost }: { readonly ledger: Ledger; readonly lost: Promise<string> },
  path: string,
  machine: StoreOptions['machine'],
  guard: Pick<Store, 'leases' | 'claims' | 'hints' | 'look' | 'close'> & { readonly outbox?: Outbox },
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
export async function checkClock({ db }: Ledger, clock: World['kind'], path: string): Promise<void> {
  const maker = await readFact(db, FACTS.clock);
  if (maker === null) return writeFact(db, FACTS.clock, clock);
  if (maker === clock) return;
  throw new StoreError(
    'other clock',
    `The state ${path} was made by a ${maker} clock and cannot go on with a ${clock} one. Choose another one, or go back to the ${maker} clock.`,
  );
}
