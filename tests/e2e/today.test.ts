import { afterEach, expect, test } from 'vitest';
import { CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

const TODAY = '2026-11-22T12:00:00Z';

test('a fresh start today posts nothing, and its answers say that nothing is ahead', async () => {
  started = await startWorld();
  const running = await started.run({
    start: TODAY,
    until: '2026-11-25T12:00:00Z',
    config: { subscriptions: [SUBSCRIPTION], dataFolder: 'data' },
  });
  await running.worldEnded;
  expect(started.emulator.messages()).toEqual([]);

  const next = await started.emulator.interact.command({ name: 'next' });
  expect(next.content).toBe('No exact date ahead. The last one was 10 November 2025.');
  const card = JSON.stringify(next.message?.embeds);
  expect(card).toContain('Trump');
  expect(card).toContain('planned for 2026');
  expect(card).toContain('23 Oct 2025');
  expect(card).toContain('Add an event');

  const subscribed = await started.emulator.interact.command({ name: 'subscribe', options: { leads: '7d 1d' } });
  expect(subscribed.ephemeral).toBe(true);
  expect(`${subscribed.content} ${JSON.stringify(subscribed.message?.embeds)}`).toMatch(
    /[Nn]othing is ahead|[Nn]o exact date (is )?ahead/,
  );

  const event = await started.emulator.interact.command({
    name: 'event',
    options: { name: 'tariff-truce-expiry-2025' },
  });
  expect(`${event.content} ${JSON.stringify(event.message?.embeds)}`).toContain('outcome not recorded');
  expect(started.emulator.messages(CHANNEL).filter((message) => message.interactionId === undefined)).toEqual([]);
  expect(started.emulator.violations).toEqual([]);
});
