import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepHealth, noteHealth, readHealth } from '../../src/app/start/keep-health.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { subscription } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

let place: ReturnType<typeof makeFolder>;
beforeEach(() => {
  place = makeFolder();
});
afterEach(() => place.remove());

const NOW = Date.UTC(2026, 10, 30);

test('a program that cannot note its health because the disk is full is said to have a full disk', async () => {
  await noteHealth(place.folder, { tickedAt: NOW - 70_000, gatewayUp: true, alarms: ['The clock is wrong.'] });
  const full = await readHealth(place.folder, NOW, async () => 4_096);
  expect(full.well).toBe(false);
  expect(full.says).toBe(
    `The last tick was 70 seconds ago. The disk with ${place.folder} is full. The clock is wrong.`,
  );
  const roomy = await readHealth(place.folder, NOW);
  expect(roomy.says).toBe('The last tick was 70 seconds ago. The clock is wrong.');
});

test('a state that cannot be written, and rows that cannot be read, are among the alarms, named and without their text', async () => {
  const store = await openStore({
    folder: place.folder,
    clock: 'real',
    machine: { ...realMachine(), sleep: async () => {} },
  });
  const health = keepHealth(store);
  await store.registry.putSubscription(subscription('4711'));
  expect(health.alarms()).toEqual([]);
  const other = new DatabaseSync(store.path);
  other.exec(`update subscriptions set filter = '{"topics":["secret'`);
  expect(await store.registry.subscriptions()).toEqual([]);
  other.exec('begin immediate');
  await expect(store.registry.remember('a', 'b')).rejects.toThrow('locked');
  expect(health.alarms()).toEqual([
    expect.stringMatching(/is locked by another program\. Close whatever has it open/),
    '1 row of the database cannot be read and is left out: subscription 4711. The log says why.',
  ]);
  other.exec('rollback');
  other.close();
  await store.registry.remember('a', 'b');
  expect(health.alarms()).toHaveLength(1);
  await store.close();
});
