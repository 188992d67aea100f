import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetLeftServers, type LeftServers } from '../../src/engine/watch-servers.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { DUE, subscription } from '../build/build-posts.ts';

const DAY_MS = 86_400_000;
let store: Store;
let servers: LeftServers;
let now: number;
beforeEach(async () => {
  now = DUE;
  store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  servers = forgetLeftServers({ registry: store.registry, log: { info: () => {}, warn: () => {} }, now: () => now });
  for (const guild of ['1', '2', '3']) {
    await store.registry.putSubscription(subscription(`channel ${guild}`, { owner: ofGuild(guild) }));
  }
  await store.registry.putSubscription(subscription('dm', { owner: { kind: 'person', user: '5' } }));
});
afterEach(() => store.close());

const channels = async () => (await store.registry.subscriptions()).map(({ channel }) => channel);
const passDays = async (days: number) => {
  now += days * DAY_MS;
  await servers.forgetOld();
};

test('what is kept of a server that the bot has left is deleted after 30 days, and nothing of another', async () => {
  servers.left('2');
  await passDays(29);
  expect(await channels()).toHaveLength(4);
  servers.left('2');
  await passDays(1);
  expect(await channels()).toEqual(['channel 1', 'channel 3', 'dm']);
  expect(await store.registry.leftServers()).toEqual([]);
});

test('a server that the bot comes back to is kept', async () => {
  servers.left('2');
  await passDays(29);
  servers.present('2');
  await passDays(9);
  servers.left('2');
  await passDays(29);
  expect(await channels()).toHaveLength(4);
});

test('a server that a connection does not name was left while nobody looked, if it is one that the connection would name', async () => {
  servers.left('1');
  servers.listed(['1'], (guild) => guild !== '3');
  await passDays(1);
  expect(await store.registry.leftServers()).toEqual([{ guild: '2', since: DUE }]);
  servers.listed(['1', '2', '3'], () => true);
  await passDays(30);
  expect(await channels()).toHaveLength(4);
});
