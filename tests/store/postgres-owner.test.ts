import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSecret } from '../../src/config/secret.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { claimOne, post, reservation, sent, subscription } from '../build/build-posts.ts';
import { ask, makeDatabase } from '../build/postgres/use-postgres.ts';
import { startChild } from './start-child.ts';

const machine = realMachine();
let folder: string;
let database: Awaited<ReturnType<typeof makeDatabase>>;
const opened: Store[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'datewatch-owner-'));
  database = await makeDatabase();
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (url = database.url, clock: 'real' | 'simulated' = 'real') => {
  const store = await openStore({ folder, database: makeSecret(url), clock, machine });
  opened.push(store);
  return store;
};
const lockPids = () =>
  ask<{ pid: number }>(
    database.url,
    "select pid from pg_locks where locktype = 'advisory' and objid = 1 and database = (select oid from pg_database where datname = current_database())",
  );
const cutLock = () =>
  ask(
    database.url,
    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = 1 and database = (select oid from pg_database where datname = current_database())",
  );

test('a database has one owner: a second is refused in plain words, without the password, and gets it once the first has closed', async () => {
  const first = await open();
  expect(first.path).toMatch(/^postgres:\/\/postgres@127\.0\.0\.1:\d+\/test_\w+$/);
  await expect(open()).rejects.toMatchObject({
    trouble: 'owned',
    message: expect.stringMatching(
      /^The database postgres:\/\/postgres@\S+ is in use by another running Datewatch\. Stop that one first/,
    ),
  });
  await first.outbox.reserve(reservation([post(['a'])]));
  await first.close();
  expect((await (await open()).outbox.summary()).waiting).toBe(1);
});

test('after kill -9 of its owner the next one has the database at once, with all that the dead one was told is saved', async () => {
  const child = startChild(new URL('work-until-killed.ts', import.meta.url), folder, database.url);
  await child.said(20);
  await child.kill();
  const store = await open();
  expect(await store.outbox.releaseAll()).toBeGreaterThanOrEqual(0);
  const sentThere = child.lines.filter((line) => line.startsWith('sent '));
  expect(sentThere.length).toBeGreaterThan(0);
  for (const line of sentThere) expect((await store.outbox.post(line.split(' ')[1] ?? ''))?.state).toBe('sent');
});

test('an owner whose lock was cut takes it again by itself and goes on', async () => {
  const store = await open();
  await store.outbox.reserve(reservation([post(['a'])]));
  const held = await claimOne(store.outbox);
  const [before] = await lockPids();
  await cutLock();
  const settle = async (): Promise<boolean> => {
    try {
      return await store.outbox.settle(sent(held));
    } catch (error) {
      expect(error).toMatchObject({ trouble: 'unreachable' });
      await machine.sleep(50);
      return settle();
    }
  };
  const [now] = await until(async () => {
    const pids = await lockPids();
    return pids.length > 0 && pids[0]?.pid !== before?.pid ? pids : null;
  });
  expect(now?.pid).not.toBe(before?.pid);
  expect(await settle()).toBe(true);
  await store.look();
});

test('an owner whose lock was cut and taken by another one says so, and writes nothing any more', async () => {
  const store = await open();
  await ask(database.url, "update facts set value = 'another' where name = 'owner'");
  await cutLock();
  expect(await store.lost).toMatch(
    /^Another Datewatch has taken over the database postgres:.* ends, so that nothing is posted twice\.$/,
  );
  await expect(store.registry.putSubscription(subscription('a'))).rejects.toMatchObject({ trouble: 'owned' });
});

test('a state of a simulated clock is refused with a real one', async () => {
  await (await open(database.url, 'simulated')).close();
  await expect(open()).rejects.toMatchObject({ trouble: 'other clock' });
});

test('a database without the state that belongs to the folder is noticed: what was there before is named', async () => {
  const store = await open();
  await store.registry.putSubscription(subscription('a'));
  await store.registry.putSubscription(subscription('b'));
  await store.close();
  const other = await makeDatabase();
  const wrong = await open(other.url);
  expect(await wrong.missing()).toMatchObject({ subscriptions: 2, servers: 1 });
  await wrong.close();
  expect(await (await open()).missing()).toBeNull();
  await other.drop();
});

test('SQLite’s state in the folder that was never moved over is noticed when PostgreSQL is first used', async () => {
  const sqlite = await openStore({ folder, clock: 'real', machine });
  await sqlite.registry.putSubscription(subscription('a'));
  await sqlite.close();
  expect(await (await open()).missing()).toMatchObject({ subscriptions: 1 });
});

test('a closed store refuses what comes later, and closing again is harmless', async () => {
  const store = await open();
  await store.close();
  await store.close();
  await expect(store.outbox.summary()).rejects.toMatchObject({ name: 'StoreError', trouble: 'closed' });
  expect(await lockPids()).toEqual([]);
});

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    await machine.sleep(50);
  }
}
