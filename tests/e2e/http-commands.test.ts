import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { freePort } from '../build/free-port.ts';
import { openCard } from '../build/open-card.ts';
import { CHANNEL, GUILD, OTHER_CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

let started: StartedWorld;
let address: string;
let config: Partial<Config>;
beforeEach(async () => {
  started = await startWorld();
  const port = await freePort();
  address = `http://127.0.0.1:${port}/interactions`;
  config = { interactions: { host: '127.0.0.1', port }, gateway: false };
});
afterEach(async () => {
  await started.close();
});

const run = (more: Partial<Config> = {}) =>
  started.run({
    start: '2025-10-28T12:00:00Z',
    until: '2025-10-28T12:00:00Z',
    speed: 1,
    config: { ...config, ...more },
  });

test('without a gateway commands, presses, forms and completions are answered over HTTP, and nothing logs in', async () => {
  const running = await run();
  const { emulator } = started;
  await emulator.endpoint.set(address);
  const { interact } = emulator;
  const next = await interact.command({ name: 'dates next', options: { count: 3 } });
  expect(JSON.stringify(next.message?.embeds)).toContain('APEC');
  const share = JSON.stringify(next.message?.components).match(/"(share:[^"]*)"/)?.[1] ?? '';
  const pressed = await interact.button({ messageId: next.message?.id ?? '', customId: share });
  expect(pressed.callbackType).toBe(7);
  await emulator.until('the shared answer', () => emulator.messages(CHANNEL).length > 0);
  const typed = await interact.autocomplete({ name: 'dates show', options: { name: 'truce' }, focused: 'name' });
  expect(typed.choices.map(({ value }) => value)).toContain('tariff-truce-expiry-2025');
  await interact.command({ name: 'datewatch subscribe', options: { channel: OTHER_CHANNEL, leads: '1d' } });
  const card = await openCard(started, { channel: OTHER_CHANNEL });
  await card.press('Server time zone');
  await card.fill('Other zone, time of day…', { zone: 'Seoul', time: '08:30' });
  expect(card.text()).toContain('Server time zone: Seoul (Asia/Seoul).');
  expect(emulator.violations).toEqual([]);
  expect(emulator.gatewayLog).toEqual([]);
  expect(emulator.requests.filter(({ route }) => route.includes('/gateway'))).toEqual([]);
  expect(running.context.state()).toMatchObject({ gatewayUp: true, alarms: [] });
});

test('with the gateway too, commands that Discord sends over HTTP are answered, and servers are still seen', async () => {
  const running = await run({ gateway: true });
  const { emulator } = started;
  await emulator.endpoint.set(address);
  expect((await emulator.interact.command({ name: 'help' })).content).not.toBe('');
  expect(emulator.gatewayLog.filter(({ name }) => name === 'INTERACTION_CREATE')).toEqual([]);
  emulator.change.removeGuild(GUILD);
  const left = async () => (await running.context.registry.leftServers()).map(({ guild }) => guild);
  await expect.poll(left, { timeout: 30_000 }).toEqual([GUILD]);
});

test('without a gateway a server that the bot was removed from is found out by asking for the list of servers', async () => {
  const gone = '1428000000000000099';
  const running = await run({
    subscriptions: [SUBSCRIPTION, { ...SUBSCRIPTION, owner: ofGuild(gone), channel: '77' }],
  });
  const left = async () => (await running.context.registry.leftServers()).map(({ guild }) => guild);
  await expect.poll(left, { timeout: 30_000 }).toEqual([gone]);
});

test('a port that is taken stops the start with one sentence before any login', async () => {
  await run();
  await expect(
    started.run({
      start: '2025-10-28T12:00:00Z',
      until: '2025-10-28T12:00:00Z',
      config: { ...config, stateFolder: `${started.state}/2`, gateway: true },
    }),
  ).rejects.toThrow(/another program listens there\. Stop it, or choose another DATEWATCH_INTERACTIONS_PORT/);
  expect(started.emulator.gatewayLog).toEqual([]);
});
