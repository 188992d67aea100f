import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { migrateDatabase } from '../../src/store/sqlite/migrate-database.ts';
import { MIGRATIONS } from '../../src/store/sqlite/migrations.ts';
import { realMachine } from '../../src/time/machine.ts';
import { useFolder } from '../build/use-folder.ts';

const { folder } = useFolder();
const open = () => openStore({ folder: folder(), clock: 'real', machine: realMachine() });
const copies = () => readdirSync(folder()).filter((name) => name.includes('.shape-'));
const versionOf = (path: string): unknown => {
  const database = new DatabaseSync(path, { readOnly: true });
  const version = database.prepare('pragma user_version').get()?.['user_version'];
  database.close();
  return version;
};

/** A state of the shape before the newest. */
function leaveOldState(): void {
  const database = new DatabaseSync(join(folder(), 'datewatch.sqlite'));
  migrateDatabase(database, 'old', MIGRATIONS.slice(0, -1));
  database.close();
}

test('before a state is brought to a newer shape it is copied as it was, and only then', async () => {
  leaveOldState();
  await (await open()).close();
  const [copy = '', ...others] = copies();
  expect(others).toEqual([]);
  expect(versionOf(join(folder(), copy))).toBe(MIGRATIONS.length - 1);
  await (await open()).close();
  expect(copies()).toEqual([copy]);
});

test('a new state is not copied', async () => {
  await (await open()).close();
  expect(copies()).toEqual([]);
});

test('the copy is kept for 14 days, and is removed by the next start or the next look', async () => {
  leaveOldState();
  const store = await open();
  const [copy = ''] = copies();
  const age = (days: number) => {
    const made = new Date(Date.now() - days * 86_400_000);
    utimesSync(join(folder(), copy), made, made);
  };
  age(13.9);
  await store.look();
  expect(copies()).toEqual([copy]);
  age(14.1);
  await store.look();
  expect(copies()).toEqual([]);
  await store.close();
});
