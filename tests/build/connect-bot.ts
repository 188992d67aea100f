import { Client, DiscordAPIError, Events, type Interaction, REST, type RESTOptions, Routes } from 'discord.js';
import { onTestFinished } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { StoredMessage } from '../../emulator/world/world.ts';
/** The unmodified discord.js, pointed at an emulator. */

/** An emulator that ends with the test. */
export async function emulate(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

/** REST without retries, so that every answer is seen. */
export function connectRest(emulator: Emulator, options: Partial<RESTOptions> = {}): REST {
  return new REST({ api: emulator.apiUrl, retries: 0, ...options }).setToken(emulator.token);
}

/** A client that is ready; `handle` gets its interactions, and what it throws is kept in `problems`. */
export async function connectBot(
  emulator: Emulator,
  handle: (interaction: Interaction) => Promise<unknown> = async () => undefined,
  intents = 0,
): Promise<{ readonly client: Client; readonly problems: unknown[] }> {
  // Without its wait of five seconds between two identifies: the emulator has no such limit.
  const ws = { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) };
  const client = new Client({ intents, ws, rest: { api: emulator.apiUrl, retries: 0 } });
  const problems: unknown[] = [];
  client.on(Events.Error, (error) => problems.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction).catch((error) => problems.push(error));
  });
  onTestFinished(() => client.destroy());
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(emulator.token);
  await ready;
  return { client, problems };
}

/** The refusal of a request: status, Discord's code, and the body. */
export async function refusalOf(
  request: Promise<unknown>,
): Promise<{ status: number; code: number | string; body: unknown }> {
  try {
    await request;
  } catch (error) {
    if (error instanceof DiscordAPIError) return { status: error.status, code: error.code, body: error.rawError };
    throw error;
  }
  throw new Error('the request was not refused');
}

/** The world's first text channel and its server. */
export function firstChannel(emulator: Emulator): { channelId: string; guildId: string } {
  const channel = [...emulator.world.channels.values()].find(({ type }) => type === 0);
  if (channel?.guildId === undefined) throw new Error('the world has no text channel');
  return { channelId: channel.id, guildId: channel.guildId };
}

/** A user by name. */
export function userNamed(emulator: Emulator, username: string): string {
  const user = [...emulator.world.users.values()].find((candidate) => candidate.username === username);
  if (user === undefined) throw new Error(`nobody is called ${username}`);
  return user.id;
}

/** A clock that stands still until it is moved. */
export function settableClock(startMs: number): { now: () => number; move: (ms: number) => void } {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    move: (ms) => {
      nowMs += ms;
    },
  };
}

/** An emulator without limits, and what is needed to write into its first channel. */
export async function openChannel(options: EmulatorOptions = {}) {
  const emulator = await emulate({ channelLimit: 'off', globalLimit: 'off', ...options });
  const rest = connectRest(emulator);
  const { channelId, guildId } = firstChannel(emulator);
  const post = async (body: object, channel = channelId) =>
    (await rest.post(Routes.channelMessages(channel), { body })) as { id: string };
  const newest = (): StoredMessage => {
    const message = emulator.messages().at(-1);
    if (message === undefined) throw new Error('no message was stored');
    return message;
  };
  return { emulator, rest, channelId, guildId, post, newest };
}
