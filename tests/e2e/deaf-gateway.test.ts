import { afterEach, expect, test } from 'vitest';
import { CHANNEL, OTHER_CHANNEL, openStage, type Stage, SUBSCRIPTION } from './start-world.ts';

let stage: Stage;
afterEach(async () => {
  await stage.close();
});

test('a gateway that closes for good is an alarm of its own and told to the maintainers, and reminders still go out', async () => {
  stage = await openStage({ channelLimit: 'off' });
  const running = await stage.run({
    start: '2025-11-08T00:00:00Z',
    until: '2025-11-12T00:00:00Z',
    speed: 100_000,
    config: { subscriptions: [SUBSCRIPTION], maintainers: { channel: OTHER_CHANNEL } },
  });
  expect(running.context.state().alarms).toEqual([]);
  stage.emulator.gatewayFaults.closeSockets(4014);
  await stage.emulator.until('the alarm', () => running.context.state().alarms.length > 0);
  expect(running.context.state()).toMatchObject({
    gatewayUp: false,
    alarms: [expect.stringMatching(/closed the gateway for good.*\(4014\)\. Commands no longer arrive/)],
  });
  await stage.emulator.until('the word to the maintainers', () =>
    stage.emulator.messages(OTHER_CHANNEL).some(({ content }) => content.startsWith('Commands no longer arrive')),
  );
  await running.worldEnded;
  expect(stage.emulator.messages(CHANNEL).filter(({ content }) => content.includes('truce')).length).toBeGreaterThan(0);
});
