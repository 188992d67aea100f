import { afterEach, expect, test } from 'vitest';
import { CHANNEL, OTHER_CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

test('a gateway that closes for good is an alarm of its own and reported to the maintainers, and reminders still go out', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const running = await started.run({
    start: '2025-11-08T00:00:00Z',
    until: '2025-11-12T00:00:00Z',
    speed: 100_000,
    config: { subscriptions: [SUBSCRIPTION], maintainers: { channel: OTHER_CHANNEL } },
  });
  expect(running.context.state().alarms).toEqual([]);
  started.emulator.gatewayFaults.closeSockets(4014);
  await started.emulator.until('the alarm', () => running.context.state().alarms.length > 0);
  expect(running.context.state()).toMatchObject({
    gatewayUp: false,
    alarms: [expect.stringMatching(/closed the gateway for good.*\(4014\)\. Commands no longer arrive/)],
  });
  await started.emulator.until('the word to the maintainers', () =>
    started.emulator.messages(OTHER_CHANNEL).some(({ content }) => content.startsWith('Commands no longer arrive')),
  );
  await running.worldEnded;
  expect(started.emulator.messages(CHANNEL).filter(({ content }) => content.includes('truce')).length).toBeGreaterThan(
    0,
  );
});
