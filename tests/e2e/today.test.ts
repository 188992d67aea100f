import { afterEach, expect, test } from 'vitest';
import { CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

const TODAY = '2026-11-29T12:00:00Z';
const config = { subscriptions: [SUBSCRIPTION], dataFolder: 'data' };

test('a fresh start today posts nothing old, and its answers say what is ahead', async () => {
  started = await startWorld();
  const running = await started.run({ start: TODAY, until: '2026-11-30T12:00:00Z', config });
  await running.worldEnded;
  expect(started.emulator.messages()).toEqual([]);

  const ask = async (name: string, options: Record<string, string> = {}) => {
    const answer = await started.emulator.interact.command({ name, options });
    return `${answer.content}\n${JSON.stringify(answer.message?.embeds)}`;
  };
  const next = await ask('dates next');
  expect(next).toMatch(/^Next: U\.S\. tariff on polysilicon .*4 Dec/);
  expect(next.match(/• /g)?.length).toBeGreaterThanOrEqual(5);
  expect(next).toContain('G20 summit in Miami');
  expect(await ask('datewatch subscribe', { leads: '7d 1d' })).not.toMatch(
    /[Nn]othing is ahead|[Nn]o exact date (is )?ahead/,
  );
  expect(await ask('dates show', { name: 'tariff-truce-expiry-2025' })).toContain(
    'Reported extended by two months, to 10 January 2027',
  );
  expect(started.emulator.messages(CHANNEL).filter((message) => message.interactionId === undefined)).toEqual([]);
  expect(started.emulator.violations).toEqual([]);
});

test('the first reminders of a server that starts today come for 4 December, a day and an hour before', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const running = await started.run({ start: TODAY, until: '2026-12-05T00:00:00Z', config });
  await running.worldEnded;
  const posted = started.emulator.messages(CHANNEL);
  expect(posted.map(({ createdMs }) => new Date(createdMs).toISOString())).toEqual([
    '2026-12-03T14:00:00.000Z',
    '2026-12-04T04:01:00.000Z',
  ]);
  for (const { content } of posted) expect(content).toContain('U.S. tariff on polysilicon');
  expect(started.emulator.violations).toEqual([]);
});
