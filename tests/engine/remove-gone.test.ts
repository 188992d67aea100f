import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FoundRest } from '../../src/deliver/sender.ts';
import { keepRestingChannels, type RestingChannels } from '../../src/engine/rest-channels.ts';
import { makeRoster } from '../../src/engine/roster.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { DUE, subscription } from '../build/build-posts.ts';
import { leads } from '../build/build-subscriptions.ts';

const DAY_MS = 86_400_000;
let store: Store;
let rests: RestingChannels;
let passed: number;
let found: FoundRest;
let said: string[];
beforeEach(async () => {
  passed = 0;
  found = 'gone';
  said = [];
  store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  for (const channel of ['1', '2'])
    await store.registry.putSubscription(subscription(channel, { owner: ofGuild('9') }));
  rests = await open();
});
afterEach(() => store.close());

/** The keeper of a process that has just started. */
async function open(): Promise<RestingChannels> {
  const roster = makeRoster(store.registry, {
    ...{ zone: 'UTC', postingTime: '09:00' },
    leads: { events: leads('1d'), deadlines: leads('1d'), byKind: {} },
  });
  await roster.refresh();
  return keepRestingChannels({
    ...{ registry: store.registry, outbox: store.outbox, roster },
    machine: { ...realMachine(), now: () => DUE + passed, monotonic: () => passed },
    log: { info: (_, text) => said.push(text), warn: () => undefined },
    random: () => 0.5,
    now: () => DUE + passed,
    find: () => null,
    lookAt: async () => found,
    isOutage: () => false,
    changed: () => undefined,
  });
}
async function close(reason: 'unknown channel' | 'missing access') {
  await store.registry.pauseChannel({ guild: '9', channel: '1', reason, since: DUE + passed, post: 'none' });
  rests = await open();
}
/** A day with a look and the minute's task. */
async function passDays(days: number) {
  for (let day = 0; day < days; day += 1) {
    passed += DAY_MS * 1.2;
    await rests.look();
    await rests.removeGone();
  }
}
const channels = async () => (await store.registry.subscriptions()).map(({ channel }) => channel);

test('what a channel got that has been gone for 30 days is removed, with a word in the log, and nothing else', async () => {
  await close('unknown channel');
  await passDays(24);
  expect(await channels()).toEqual(['1', '2']);
  await passDays(1);
  expect(await channels()).toEqual(['2']);
  expect(said).toEqual(['A channel has been gone for 30 days; what it got is removed.']);
  expect(await store.registry.closings()).toEqual([]);
});

test('a channel that is only hidden stays, and one that is deleted while it is hidden is gone from then on', async () => {
  await close('missing access');
  found = 'closed';
  await passDays(40);
  expect(await channels()).toEqual(['1', '2']);
  found = 'gone';
  await passDays(25);
  expect(await channels()).toEqual(['1', '2']);
  await passDays(2);
  expect(await channels()).toEqual(['2']);
});

test('what a channel got is not removed before this process has looked itself', async () => {
  await close('unknown channel');
  passed += 40 * DAY_MS;
  await rests.removeGone();
  expect(await channels()).toEqual(['1', '2']);
  found = 'open';
  await rests.look();
  await rests.removeGone();
  expect(await store.registry.subscription('1')).toMatchObject({ paused: null });
});
