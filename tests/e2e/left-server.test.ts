import { afterEach, expect, test } from 'vitest';
import { ofGuild } from '../../src/model/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { subscription } from '../build/build-posts.ts';
import { type RealRun, startReal } from '../build/start-real.ts';
import { CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

let started: StartedWorld | RealRun;
afterEach(async () => {
  await started.close();
});

const ELSEWHERE = '1428000000000000099';

test('a server that Discord no longer names at the login is forgotten 30 days later, and the others stay', async () => {
  const world = await startWorld({ channelLimit: 'off' });
  started = world;
  const options = { folder: world.state, clock: 'simulated', machine: realMachine() } as const;
  const before = await openStore(options);
  await before.registry.putSubscription(subscription('77', { owner: ofGuild(ELSEWHERE), madeBy: 'command' }));
  await before.close();
  const run = (start: string, until: string) => world.run({ start, until, config: { subscriptions: [SUBSCRIPTION] } });
  const first = await run('2025-12-01T00:00:00Z', '2025-12-30T00:00:00Z');
  await first.worldEnded;
  expect(await first.context.registry.subscriptions()).toHaveLength(2);
  await first.stop();
  const second = await run('2025-12-31T00:00:00Z', '2026-01-02T00:00:00Z');
  const channels = async () => (await second.context.registry.subscriptions()).map(({ channel }) => channel);
  await expect.poll(channels, { timeout: 30_000 }).toEqual([CHANNEL]);
});

test('a server that the bot is removed from is marked at once, and the mark is gone when it is invited again', async () => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z', servers: 2 });
  started = run;
  const [down, seed] = run.seeds;
  if (down === undefined || seed === undefined) throw new Error('There are no two servers.');
  const left = async () => (await run.running().context.registry.leftServers()).map(({ guild }) => guild);
  // An outage of Discord, by its own word: the bot is still in it.
  run.emulator.gatewayFaults.sendRaw(
    JSON.stringify({ op: 0, t: 'GUILD_DELETE', s: 2, d: { id: down.id, unavailable: true } }),
  );
  run.emulator.change.removeGuild(seed.id);
  await expect.poll(left, { timeout: 30_000 }).toEqual([seed.id]);
  run.emulator.change.addGuild(seed);
  await expect.poll(left, { timeout: 30_000 }).toEqual([]);
});
