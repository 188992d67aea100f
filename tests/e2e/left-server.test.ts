import { afterEach, expect, test } from 'vitest';
import { ofGuild } from '../../src/model/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { subscription } from '../build/build-posts.ts';
import { CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

const ELSEWHERE = '1428000000000000099';

test('a server that Discord no longer names at the login is forgotten 30 days later, and the others stay', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const options = { folder: started.state, clock: 'simulated', machine: realMachine() } as const;
  const before = await openStore(options);
  await before.registry.putSubscription(subscription('77', { owner: ofGuild(ELSEWHERE), madeBy: 'command' }));
  await before.close();
  const run = (start: string, until: string) =>
    started.run({ start, until, config: { subscriptions: [SUBSCRIPTION] } });
  const first = await run('2025-12-01T00:00:00Z', '2025-12-30T00:00:00Z');
  await first.worldEnded;
  expect(await first.context.registry.subscriptions()).toHaveLength(2);
  await first.stop();
  const second = await run('2025-12-31T00:00:00Z', '2026-01-02T00:00:00Z');
  const channels = async () => (await second.context.registry.subscriptions()).map(({ channel }) => channel);
  await expect.poll(channels, { timeout: 30_000 }).toEqual([CHANNEL]);
});
