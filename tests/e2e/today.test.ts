import { afterEach, expect, test } from 'vitest';
import { CHANNEL, openStage, type Stage, SUBSCRIPTION } from './start-world.ts';

let stage: Stage;
afterEach(async () => {
  await stage.close();
});

const TODAY = '2026-11-22T12:00:00Z';

test('a fresh start today posts nothing, and its answers say that nothing is ahead', async () => {
  stage = await openStage();
  const running = await stage.run({
    start: TODAY,
    until: '2026-11-25T12:00:00Z',
    config: { subscriptions: [SUBSCRIPTION] },
  });
  await running.worldEnded;
  expect(stage.emulator.messages()).toEqual([]);

  const next = await stage.emulator.interact.command({ name: 'next' });
  expect(next.content).toBe('No exact date ahead. The last one was 10 November 2025.');
  const card = JSON.stringify(next.message?.embeds);
  expect(card).toContain('Trump');
  expect(card).toContain('planned for 2026');
  expect(card).toContain('23 Oct 2025');
  expect(card).toContain('Add an event');

  const subscribed = await stage.emulator.interact.command({ name: 'subscribe', options: { leads: '7d 1d' } });
  expect(subscribed.ephemeral).toBe(true);
  expect(`${subscribed.content} ${JSON.stringify(subscribed.message?.embeds)}`).toMatch(
    /[Nn]othing is ahead|[Nn]o exact date (is )?ahead/,
  );

  const event = await stage.emulator.interact.command({ name: 'event', options: { name: 'tariff-truce-expiry-2025' } });
  expect(`${event.content} ${JSON.stringify(event.message?.embeds)}`).toContain('outcome not recorded');
  expect(stage.emulator.messages(CHANNEL).filter((message) => message.interactionId === undefined)).toEqual([]);
  expect(stage.emulator.violations).toEqual([]);
});
