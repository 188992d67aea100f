import { Client, Events, GatewayIntentBits, Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { connectBot, connectRest, emulate, firstChannel } from '../build/connect-bot.ts';

const PING = [{ name: 'ping', description: 'd' }];

/** A bot that answers /ping, and a count of how often it identified. */
async function openPinged(options: Parameters<typeof emulate>[0] = {}) {
  const emulator = await emulate(options);
  await connectRest(emulator).put(Routes.applicationCommands(emulator.applicationId), { body: PING });
  const { client } = await connectBot(emulator, async (i) => (i.isChatInputCommand() ? i.reply('pong') : undefined));
  return { emulator, client };
}

function count(emulator: Emulator, direction: 'in' | 'out', op: number): number {
  return emulator.gatewayLog.filter((entry) => entry.direction === direction && entry.op === op).length;
}

async function answersAgain(emulator: Emulator): Promise<void> {
  expect((await emulator.interact.command({ name: 'ping' })).content).toBe('pong');
}

test('a login brings stub servers to a client without intents, and no server events', async () => {
  const emulator = await emulate();
  const { client } = await connectBot(emulator);
  expect([...client.guilds.cache.keys()]).toEqual([...emulator.world.guilds.keys()]);
  emulator.change.addGuild({ name: 'second' });
  expect(emulator.gatewayLog.map(({ name }) => name)).not.toContain('GUILD_CREATE');
  expect(client.application?.id).toBe(emulator.applicationId);
});

test('a login brings whole servers to a client with the Guilds intent, and what changes in them', async () => {
  const emulator = await emulate();
  const { client } = await connectBot(emulator, undefined, GatewayIntentBits.Guilds);
  const { channelId, guildId } = firstChannel(emulator);
  expect(client.guilds.cache.get(guildId)?.channels.cache.has(channelId)).toBe(true);
  const gone = new Promise((resolve) => client.once(Events.ChannelDelete, ({ id }) => resolve(id)));
  emulator.change.deleteChannel(channelId);
  expect(await gone).toBe(channelId);
  const left = new Promise((resolve) => client.once(Events.GuildDelete, ({ id }) => resolve(id)));
  emulator.change.removeGuild(guildId);
  expect(await left).toBe(guildId);
});

test('a login brings messages only with the intent for them', async () => {
  const emulator = await emulate();
  const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages;
  const { client } = await connectBot(emulator, undefined, intents);
  const received = new Promise((resolve) => client.once(Events.MessageCreate, ({ content }) => resolve(content)));
  await connectRest(emulator).post(Routes.channelMessages(firstChannel(emulator).channelId), {
    body: { content: 'own' },
  });
  expect(await received).toBe('own');
});

test('a login with a wrong token is refused', async () => {
  const emulator = await emulate();
  const client = new Client({ intents: [], rest: { api: emulator.apiUrl, retries: 0 } });
  onTestFinished(() => client.destroy());
  await expect(client.login(`${emulator.token}x`)).rejects.toThrow(/token/i);
  expect(emulator.invalidRequests()).toBe(1);
});

test('a login with a privileged intent that was not granted closes with 4014', async () => {
  const emulator = await emulate();
  const client = new Client({ intents: [GatewayIntentBits.GuildMembers], rest: { api: emulator.apiUrl } });
  onTestFinished(() => client.destroy());
  await expect(client.login(emulator.token)).rejects.toThrow(/disallowed intents/i);
});

test('a login uses up one of the identifies of the day', async () => {
  const emulator = await emulate({ sessionStart: { total: 1000, remaining: 5 } });
  await connectBot(emulator);
  expect(await connectRest(emulator).get(Routes.gatewayBot())).toMatchObject({
    shards: 1,
    session_start_limit: { total: 1000, remaining: 4 },
  });
});

test('a connection that breaks is resumed after a dropped socket, with the events missed meanwhile', async () => {
  const { emulator } = await openPinged();
  emulator.gatewayFaults.dropSockets();
  const outcome = emulator.interact.command({ name: 'ping' });
  expect((await outcome).content).toBe('pong');
  expect(count(emulator, 'in', 6)).toBe(1);
  expect(count(emulator, 'in', 2)).toBe(1);
});

test('a connection is resumed after op 7', async () => {
  const { emulator } = await openPinged();
  emulator.gatewayFaults.requestReconnect();
  await emulator.until('the resume', () => emulator.gatewayLog.some(({ name }) => name === 'RESUMED'));
  await answersAgain(emulator);
  expect(count(emulator, 'in', 2)).toBe(1);
});

test('a connection identifies anew after an invalid session, and when its resume is refused', async () => {
  const [invalid, refused] = await Promise.all([openPinged(), openPinged()]);
  invalid.emulator.gatewayFaults.invalidateSessions(false);
  refused.emulator.gatewayFaults.refuseResumes(true);
  refused.emulator.gatewayFaults.dropSockets();
  for (const { emulator } of [invalid, refused]) {
    await emulator.until(
      'a second READY',
      () => emulator.gatewayLog.filter(({ name }) => name === 'READY').length === 2,
    );
    await answersAgain(emulator);
  }
  expect(count(refused.emulator, 'in', 6)).toBe(1);
});

test('a connection is found dead when heartbeats are not acknowledged, and resumed', async () => {
  const { emulator } = await openPinged({ heartbeatMs: 100 });
  emulator.gatewayFaults.withholdAcks(true);
  await emulator.until('the resume', () => count(emulator, 'in', 6) > 0);
  emulator.gatewayFaults.withholdAcks(false);
  await answersAgain(emulator);
});

test('a connection is not taken up again after 4004', async () => {
  const { emulator, client } = await openPinged({ interactionDeadlineMs: 50 });
  const gone = new Promise((resolve) => client.once(Events.ShardDisconnect, ({ code }) => resolve(code)));
  client.on(Events.Invalidated, () => undefined);
  emulator.gatewayFaults.closeSockets(4004);
  expect(await gone).toBe(4004);
  await expect(emulator.interact.command({ name: 'ping', force: true })).rejects.toThrow('did not respond');
});
