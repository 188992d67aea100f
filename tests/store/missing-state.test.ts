import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { subscription } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

let place: ReturnType<typeof makeFolder>;
let at: number;
beforeEach(() => {
  place = makeFolder();
  at = Date.UTC(2026, 10, 30);
});
afterEach(() => place.remove());

const open = () => openStore({ folder: place.folder, clock: 'real', machine: { ...realMachine(), now: () => at } });
const noted = () => JSON.parse(readFileSync(join(place.folder, 'identity.json'), 'utf8'));
const loseDatabase = () => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(place.folder, `datewatch.sqlite${end}`), { force: true });
};

/** Leaves a state with two subscriptions of one server and one of a person. */
async function leaveState(): Promise<void> {
  const store = await open();
  await store.registry.putSubscription(subscription('a'));
  await store.registry.putSubscription(subscription('b'));
  await store.registry.putSubscription(subscription('c', { owner: { kind: 'person', user: '5' } }));
  await store.close();
}

test('a state notes beside the database which one it is and how much it holds, and again when that changes', async () => {
  await leaveState();
  const first = noted();
  expect(first).toEqual({ identity: expect.stringMatching(/^[\da-f-]{36}$/), subscriptions: 3, servers: 1 });
  const store = await open();
  expect(await store.missing()).toBeNull();
  await store.registry.removeSubscription('b');
  await store.look();
  expect(noted()).toEqual({ ...first, subscriptions: 2 });
  await store.close();
});

test('a state that was lost is missed for a day, over restarts, with how much it held', async () => {
  await leaveState();
  loseDatabase();
  for (let starts = 0; starts < 2; starts += 1) {
    const store = await open();
    expect(await store.missing()).toEqual({ subscriptions: 3, servers: 1, at: Date.UTC(2026, 10, 30) });
    await store.close();
    at += 3_600_000;
  }
  at += 86_400_000;
  const store = await open();
  expect(await store.missing()).toBeNull();
  await store.close();
});

test('another state in the place of the one that belongs there is no substitute for it', async () => {
  await leaveState();
  writeFileSync(
    join(place.folder, 'identity.json'),
    JSON.stringify({ identity: 'mine', subscriptions: 40, servers: 7 }),
  );
  const store = await open();
  expect(await store.missing()).toMatchObject({ subscriptions: 40, servers: 7 });
  await store.close();
});

test('a state that held nothing is not missed, and one without a note beside it, or with a broken one, is no loss', async () => {
  await (await open()).close();
  loseDatabase();
  const empty = await open();
  expect(await empty.missing()).toBeNull();
  await empty.close();
  await leaveState();
  for (const spoil of [
    () => rmSync(join(place.folder, 'identity.json')),
    () => writeFileSync(join(place.folder, 'identity.json'), '{"ident'),
  ]) {
    spoil();
    const store = await open();
    expect(await store.missing()).toBeNull();
    expect(noted().subscriptions).toBe(3);
    await store.close();
  }
});
