import { afterEach, expect, test } from 'vitest';
import { CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

const ELSEWHERE = '1428000000000000999';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

test('a server that is none of those served gets one private answer to any command, and no post', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const { emulator } = started;
  const running = await started.run({
    start: '2025-11-08T00:00:00Z',
    until: '2025-11-12T00:00:00Z',
    config: { subscriptions: [SUBSCRIPTION], onlyServers: [ELSEWHERE] },
  });
  await running.worldEnded;
  const asked = ['help', 'datewatch check', 'datewatch subscribe', 'dates list'];
  const answers = await Promise.all(asked.map((name) => emulator.interact.command({ name, channelId: CHANNEL })));
  for (const answer of answers) {
    expect(answer).toMatchObject({ ephemeral: true, errors: [] });
    expect(answer.content).toMatch(/serves only the servers that its maintainers have chosen/);
  }
  expect(await running.context.registry.subscriptions()).toEqual([]);
  expect(emulator.messages()).toEqual([]);
});

test('a server that is among those served gets everything', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const running = await started.run({
    start: '2025-11-08T00:00:00Z',
    until: '2025-11-12T00:00:00Z',
    config: {
      subscriptions: [SUBSCRIPTION],
      onlyServers: [ELSEWHERE, SUBSCRIPTION.owner.kind === 'guild' ? SUBSCRIPTION.owner.guild : ''],
    },
  });
  await running.worldEnded;
  expect(started.emulator.messages(CHANNEL).length).toBeGreaterThan(0);
  expect((await started.emulator.interact.command({ name: 'dates list' })).content).not.toMatch(/serves only/);
});
