import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { storeRegistry } from '../../src/store/registry/store-registry.ts';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { realMachine } from '../../src/time/machine.ts';
import type { OpenFixture, StoreFixture } from '../store/exercise-outbox.ts';

/** A folder of its own, removed by `remove`. */
export function makeFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'datewatch-store-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** SQLite in a file, with two workers over one connection: two processes are what the owner's lock forbids. */
export const openSqliteStore: OpenFixture = async (sleep) => {
  const { folder, remove } = makeFolder();
  const { ledger } = openSqlite(join(folder, 'datewatch.sqlite'), { machine: realMachine() });
  const machine = { sleep };
  const fixture: StoreFixture = {
    outbox: storeOutbox(ledger, machine),
    rival: storeOutbox(ledger, machine),
    registry: storeRegistry(ledger),
    rivalRegistry: storeRegistry(ledger),
    async close() {
      await ledger.close();
      remove();
    },
  };
  return fixture;
};
