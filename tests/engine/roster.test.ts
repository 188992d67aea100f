import { expect, test } from 'vitest';
import { makeRoster } from '../../src/engine/roster.ts';
import { guildOf } from '../../src/model/subscription.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { buildSubscription, DEFAULTS } from '../build/build-subscriptions.ts';

/** A roster over a real registry; `readings` counts how often all rows were read. */
async function openRoster() {
  const { registry } = await openMemoryStore({ clock: 'simulated', machine: realMachine() });
  const readings = { count: 0 };
  const counted = {
    ...registry,
    subscriptions: () => {
      readings.count += 1;
      return registry.subscriptions();
    },
  };
  return { registry, readings, roster: makeRoster(counted, DEFAULTS) };
}

test('the roster holds after any changes what the registry holds, in its order, and reads all rows only where some were removed', async () => {
  const { registry, readings, roster } = await openRoster();
  const put = (channel: string, more = {}) => registry.putSubscription(buildSubscription(channel, more));
  const check = async (readSoOften: number) => {
    await roster.refresh();
    expect(roster.all()).toEqual(await registry.subscriptions());
    expect(roster.unsettled()).toEqual(roster.all().filter(({ unsettled }) => unsettled !== null));
    expect(readings.count).toBe(readSoOften);
  };
  await put('b');
  await put('d');
  await check(1);
  await put('c');
  await put('a');
  await check(1);
  await put('b', { role: '900' });
  await registry.pauseSubscription('d', 'missing access', 5);
  await check(1);
  await registry.removeSubscription('b');
  await check(2);
  // One fewer and one more: as many as before, and yet not the same.
  await registry.removeSubscription('a');
  await put('e');
  await check(3);
  await registry.putGuildSettings(
    { guild: guildOf(buildSubscription('c').owner) ?? '', zone: 'UTC', postingTime: null },
    9,
  );
  await check(3);
});

test('the roster is read once, however many ask at once, and not again while nothing changes', async () => {
  const { registry, readings, roster } = await openRoster();
  await registry.putSubscription(buildSubscription('c1'));
  await Promise.all(Array.from({ length: 50 }, () => roster.refresh()));
  await roster.refresh();
  expect(readings.count).toBe(1);
  expect(roster.find('c1')).not.toBeNull();
});

test('whoever asks the roster after writing finds what they wrote, though a reading was under way', async () => {
  const { registry, readings, roster } = await openRoster();
  const writers = Array.from({ length: 30 }, async (_, index) => {
    await registry.putSubscription(buildSubscription(`c${index}`));
    await roster.refresh();
    expect(roster.find(`c${index}`)?.channel).toBe(`c${index}`);
  });
  await Promise.all(writers);
  expect(roster.all()).toHaveLength(30);
  expect(readings.count).toBeLessThan(30);
});
