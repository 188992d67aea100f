import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSecret } from '../../src/config/secret.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type Machine, realMachine } from '../../src/time/machine.ts';
import {
  attempt,
  claim,
  claimOne,
  handedBack,
  message,
  post,
  reservation,
  sent,
  subscription,
} from '../build/build-posts.ts';
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

const open = async (url = database.url, clock: 'real' | 'simulated' = 'real', own: Machine = machine) => {
  const store = await openStore({ folder, database: makeSecret(url), clock, machine: own });
  // As a running program does each second: a busy machine may need longer for a test than a lease lasts.
  const end = machine.every(500, () => void store.leases.renew().catch(() => undefined));
  opened.push({
    ...store,
    async close() {
      end();
      await store.close();
    },
  });
  return store;
};
/** What the server's clock does to a process that renews nothing. */
const endLeases = (holder: string) =>
  ask(database.url, `update leases set until = clock_timestamp() where holder = '${holder}'`);

test('several processes work on one database: each sends other posts, and all know of each other', async () => {
  const [first, second] = [await open(), await open()];
  expect(first.path).toMatch(/^postgres:\/\/postgres@127\.0\.0\.1:\d+\/test_\w+$/);
  await first.outbox.reserve(reservation(['a', 'b'].map((channel) => post(['x'], { channel }))));
  const claimed = [await claimOne(first.outbox), await claimOne(second.outbox)];
  expect(new Set(claimed.map(({ channel }) => channel))).toEqual(new Set(['a', 'b']));
  expect((await first.leases.present()).map(({ holder }) => holder)).toEqual(
    [first.leases.holder, second.leases.holder].sort(),
  );
});

test('what a process holds is taken from it once its presence has ended, and from no other; it may not act on it any more', async () => {
  const [first, second] = [await open(), await open()];
  await first.outbox.reserve(reservation(['a', 'b'].map((channel) => post(['x'], { channel }))));
  const [lost, kept] = [await claimOne(first.outbox), await claimOne(second.outbox)];
  expect(await second.outbox.releaseDead()).toBe(0);
  await endLeases(first.leases.holder);
  expect(await second.outbox.releaseDead()).toBe(1);
  expect(await claimOne(second.outbox)).toMatchObject({ id: lost.id });
  // It comes back to life: under another fence, so that what it held in the one before stays another's.
  await first.leases.renew();
  expect(first.outbox.mayAct(lost.lease)).toBe(false);
  expect(second.outbox.mayAct(kept.lease)).toBe(true);
  expect(await attempt(first.outbox, lost)).toBe(false);
  expect(await first.outbox.settle(sent(lost))).toBe(false);
  expect(await second.outbox.settle(sent(kept))).toBe(true);
});

test('a process that is not among the living takes no posts', async () => {
  const store = await open();
  await store.outbox.reserve(reservation([post(['a'])]));
  // In the same turn of the event loop, before it can come back to life.
  const released = store.leases.release([`process ${store.leases.holder}`]);
  const claimed = claim(store.outbox);
  await released;
  expect(await claimed).toEqual([]);
  await store.leases.renew();
  expect(await claim(store.outbox)).toHaveLength(1);
});

test('a reservation made under a lease that another process has by now changes nothing, not even the watermark', async () => {
  const [first, second] = [await open(), await open()];
  const [old] = await first.leases.take(['tick']);
  await endLeases(first.leases.holder);
  const [now] = await second.leases.take(['tick']);
  if (old === undefined || now === undefined) throw new Error('The lease was not taken.');
  const planned = (event: string, watermark: number) => ({ ...reservation([post([event])]), watermark });
  await expect(first.outbox.reserve({ ...planned('a', 2_000), under: old })).rejects.toMatchObject({
    trouble: 'superseded',
  });
  await expect(first.outbox.takeBack(0, old)).rejects.toMatchObject({ trouble: 'superseded' });
  expect([await first.outbox.watermark(), (await first.outbox.summary()).waiting]).toEqual([null, 0]);
  expect(await second.outbox.reserve({ ...planned('a', 1_000), under: now })).toBe(1);
  expect(await first.outbox.watermark()).toBe(1_000);
});

test('the time until which a post waits is the server’s: machines whose clocks differ by a minute agree on it', async () => {
  const slow = { ...machine, now: () => machine.now() - 60_000 };
  const [first, second] = [await open(), await open(database.url, 'real', slow)];
  await first.outbox.reserve(reservation([post(['a'])]));
  const request = (own: Pick<Machine, 'now'>) => ({
    ...{ now: own.now(), world: Number.MAX_SAFE_INTEGER, leaseMs: 60_000, limit: 5, except: [] },
  });
  const [held] = await first.outbox.claim(request(machine));
  if (held === undefined) throw new Error('Nothing was claimed.');
  expect(Math.abs(held.leaseUntil - machine.now() - 60_000)).toBeLessThan(5_000);
  await first.outbox.recordAttempt({ post: held.id, lease: held.lease, now: machine.now(), payload: message('hello') });
  await first.outbox.settle(handedBack(held, { readyAt: machine.now() + 30_000, unanswered: true }));
  const ready = (await second.outbox.nextReady(Number.MAX_SAFE_INTEGER)) ?? 0;
  expect(Math.abs(ready - slow.now() - 30_000)).toBeLessThan(5_000);
  expect(await second.outbox.claim(request(slow))).toEqual([]);
  const later = { now: () => slow.now() + 31_000 };
  const [again] = await second.outbox.claim(request(later));
  expect(Math.abs((again?.firstUnanswered ?? 0) - slow.now())).toBeLessThan(5_000);
});

test('of what a process says the others hear a hint, and it hears none of its own', async () => {
  const [first, second] = [await open(), await open()];
  let own = 0;
  first.hints.follow(() => {
    own += 1;
  });
  const heard = new Promise<void>((resolve) => second.hints.follow(resolve));
  await first.hints.give();
  await heard;
  await second.leases.renew();
  expect(own).toBe(0);
});

test('after kill -9 of a process the others have its posts within seconds, with all that it was told is saved', async () => {
  const child = startChild(new URL('work-until-killed.ts', import.meta.url), folder, database.url);
  await child.said(20);
  await child.kill();
  const store = await open();
  const sentThere = child.lines.filter((line) => line.startsWith('sent '));
  expect(sentThere.length).toBeGreaterThan(0);
  for (const line of sentThere) expect((await store.outbox.post(line.split(' ')[1] ?? ''))?.state).toBe('sent');
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
});
