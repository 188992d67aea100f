import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/make-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { post, reservation, subscription } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';
import { startChild } from './start-child.ts';

const CHILD = new URL('./own-until-lost.ts', import.meta.url);
let place: ReturnType<typeof makeFolder>;
beforeEach(() => {
  place = makeFolder();
});
afterEach(() => place.remove());

const file = (end = '') => join(place.folder, `datewatch.sqlite${end}`);
const open = (folder = place.folder) => openStore({ folder, clock: 'real', machine: realMachine() });
const rescued = () => readdirSync(place.folder).filter((name) => /rescued-[\dTZ-]+$/.test(name));

/** A state with one subscription and one open post, which has been looked at once. */
async function fill(): Promise<Store> {
  const store = await open();
  await store.registry.putSubscription(subscription('channel'));
  await store.outbox.reserve(reservation([post(['a'])]));
  await store.look();
  return store;
}

/** What stands in a state folder, once nobody owns it. */
async function contents(folder = place.folder): Promise<{ channels: string[]; events: string[] }> {
  const store = await open(folder);
  const channels = (await store.registry.subscriptions()).map(({ channel }) => channel);
  const events = (await store.outbox.moments({ channels: null, events: null })).map(({ event }) => event);
  await store.close();
  return { channels, events };
}
const ALL = { channels: ['channel'], events: ['a'] };

describe('a database that is no longer there', () => {
  test('a look at files that are as they were changes nothing, and the store goes on', async () => {
    const store = await fill();
    for (let looks = 0; looks < 3; looks += 1) await store.look();
    await store.registry.putSubscription(subscription('other'));
    await store.close();
    expect((await contents()).channels).toEqual(['channel', 'other']);
    expect(rescued()).toEqual([]);
  });

  test('a database that is deleted while it is open is written back whole, and the program is told to end', async () => {
    const store = await fill();
    rmSync(file());
    await store.registry.putSubscription(subscription('later'));
    await store.look();
    expect(await store.lost).toMatch(
      /datewatch\.sqlite was deleted while Datewatch ran\. .*saved there again, and Datewatch ends/,
    );
    await expect(store.registry.subscriptions()).rejects.toMatchObject({ trouble: 'closed' });
    await store.close();
    expect(await contents()).toEqual({ channels: ['channel', 'later'], events: ['a'] });
  });

  test('a whole state folder that is deleted is written back', async () => {
    const store = await fill();
    rmSync(place.folder, { recursive: true });
    await store.look();
    expect(await store.lost).toMatch(/was deleted/);
    await store.close();
    expect(await contents()).toEqual(ALL);
  });

  test('a database that is replaced is left as it is, and what the program held is saved beside it', async () => {
    const store = await fill();
    const other = join(place.folder, 'other');
    await (await open(other)).close();
    renameSync(join(other, 'datewatch.sqlite'), file());
    const bytes = readFileSync(file());
    await store.look();
    expect(await store.lost).toMatch(
      /was replaced by another file while Datewatch ran\. .*what Datewatch held is in .*rescued-/,
    );
    await store.close();
    expect(readFileSync(file()).equals(bytes)).toBe(true);
    expect(existsSync(file('-wal'))).toBe(false);
    const [saved = ''] = rescued();
    renameSync(join(place.folder, saved), join(other, 'datewatch.sqlite'));
    expect(await contents(other)).toEqual(ALL);
  });

  test('an older copy of the same state that is written over the database is noticed', async () => {
    await (await fill()).close();
    cpSync(file(), file('.backup'));
    const store = await open();
    await store.registry.putSubscription(subscription('later'));
    await store.look();
    writeFileSync(file(), readFileSync(file('.backup')), { flag: 'r+' });
    await store.look();
    expect(await store.lost).toMatch(/was replaced|was cut short/);
    expect(rescued()).toHaveLength(1);
    await store.close();
  });

  test('a database that is cut short is left as it is, and what the program held is saved beside it', async () => {
    const store = await fill();
    truncateSync(file(), 0);
    await store.look();
    expect(await store.lost).toMatch(/was cut short/);
    await store.close();
    expect(readFileSync(file())).toHaveLength(0);
    expect(rescued()).toHaveLength(1);
  });

  test('a log that is deleted beside the database costs nothing that was written', async () => {
    const store = await fill();
    rmSync(file('-wal'));
    rmSync(file('-shm'));
    await store.registry.putSubscription(subscription('later'));
    await store.look();
    expect(await store.lost).toMatch(/lost the log beside it/);
    await store.close();
    expect(await contents()).toEqual({ channels: ['channel', 'later'], events: ['a'] });
  });
});

describe('one owner', () => {
  test('where the lock’s file is deleted, a second process may take the state over, and the first one writes no more and ends', async () => {
    const first = startChild(CHILD, place.folder);
    await first.line('wrote 3');
    rmSync(join(place.folder, 'owner.lock'));
    const second = startChild(CHILD, place.folder);
    await second.line('owned');
    expect(await first.line('lost: ')).toMatch(
      /Another Datewatch has taken over the state .* ends, so that nothing is posted twice/,
    );
    const wrote = first.lines.filter((line) => line.startsWith('wrote')).length;
    await second.line('wrote 3');
    expect(first.lines.filter((line) => line.startsWith('wrote'))).toHaveLength(wrote);
    await second.kill();
  });

  test('where the lock’s file is deleted, a look takes it anew, and a second process is refused', async () => {
    const first = startChild(CHILD, place.folder, 'looks');
    await first.line('wrote 3');
    rmSync(join(place.folder, 'owner.lock'));
    const wrote = first.lines.length;
    await first.said(wrote + 3);
    await expect(open()).rejects.toMatchObject({ trouble: 'owned' });
    await first.kill();
  });

  test('a write of a process that is no longer the owner changes nothing, alone or in a transaction', async () => {
    const store = await fill();
    const other = new DatabaseSync(file());
    other.exec(`update facts set value = 'another' where name = 'owner'`);
    const owned = { name: 'StoreError', trouble: 'owned' };
    await expect(store.registry.remember('a', 'b')).rejects.toMatchObject(owned);
    await expect(store.registry.putSubscription(subscription('later'))).rejects.toMatchObject(owned);
    expect(await store.lost).toMatch(/has taken over/);
    expect(await store.registry.recall('a')).toBeNull();
    expect(await store.registry.subscriptions()).toHaveLength(1);
    other.close();
    await store.close();
  });
});
