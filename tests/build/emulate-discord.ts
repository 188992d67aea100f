import { onTestFinished } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { DISPATCHER_WORDS } from '../../src/app/start/answer-commands.ts';
import { type ConnectOptions, connect, type DiscordConnection } from '../../src/discord/gateway/connect.ts';
import type { ShardSharing } from '../../src/discord/gateway/keep-shards.ts';
import type { Dispatcher } from '../../src/discord/interactions/dispatcher.ts';
import { type DoorParts, openDoor } from '../../src/discord/interactions/open-door.ts';
import { openRestConnection, type RestConnection } from '../../src/discord/rest/open-connection.ts';
import type { Command, CommandRoot, FormReply, PressHandler, Reply } from '../../src/features/call/command.ts';
import type { Message } from '../../src/model/message.ts';
import { grantLeases } from '../../src/store/sqlite/grant-leases.ts';
import { type Machine, realMachine } from '../../src/time/machine.ts';

/** What was written to a log, kept for assertions. */
export type LogEntry = { readonly level: string; readonly fields: object; readonly text: string };

export type Emulated = { readonly emulator: Emulator; readonly rest: RestConnection; readonly said: LogEntry[] };

/** An emulated Discord and an open connection to it, closed when the test ends. */
export async function emulateDiscord(
  options: EmulatorOptions = {},
  machine: Machine = realMachine(),
  timeoutMs?: number,
): Promise<Emulated> {
  const emulator = await startEmulator({ globalLimit: 'off', channelLimit: 'off', ...options });
  const said: LogEntry[] = [];
  const at = (level: string) => (fields: object, text: string) => void said.push({ level, fields, text });
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const token = { reveal: () => emulator.token };
  const rest = openRestConnection({
    token,
    apiUrl: emulator.apiUrl,
    log,
    machine,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  onTestFinished(async () => {
    await rest.close();
    await emulator.stop();
  });
  return { emulator, rest, said };
}

/** The shards of a process that is the only one. */
export function alone(): ShardSharing {
  return { leases: grantLeases(), sessions: null };
}

/** Connects and leaves when the test ends. */
export async function join<Context>(
  emulated: Emulated,
  { dispatcher, ...options }: Omit<ConnectOptions, 'door' | 'sharing'> & Pick<DoorParts<Context>, 'dispatcher'>,
): Promise<DiscordConnection> {
  const connection = await connect(emulated.rest, {
    ...{ ...options, sharing: alone() },
    door: openDoor(emulated.rest, { dispatcher }),
  });
  onTestFinished(() => connection.close());
  return connection;
}

/** The roots of commands: for everyone in servers, unless a test says otherwise. */
export function rootsOf(
  commands: readonly Pick<Command<null>, 'shape'>[],
  rights: Partial<CommandRoot> = {},
): readonly CommandRoot[] {
  const names = new Set(commands.map(({ shape: { name } }) => name.split(' ')[0] ?? name));
  return [...names].map((name) => ({
    name,
    kind: 'slash',
    description: `All of ${name}`,
    for: 'everyone',
    inDirect: false,
    ...rights,
  }));
}

/** A dispatcher that knows just these. */
export function makeDispatcher(
  commands: readonly Command<null>[],
  presses: readonly PressHandler<null, Reply | FormReply>[] = [],
  roots = rootsOf(commands),
): Dispatcher<null> {
  return {
    roots,
    findCommand: async (name) => commands.find(({ shape }) => shape.name === name) ?? null,
    findPress: async (action) => presses.find((press) => press.action === action) ?? null,
    serves: () => true,
    context: null,
    words: DISPATCHER_WORDS,
  };
}

/** A dispatcher with these commands, registered. */
export async function serve(
  emulated: Emulated,
  dispatcher: {
    readonly commands?: readonly Command<null>[];
    readonly presses?: readonly PressHandler<null, Reply | FormReply>[];
    readonly roots?: readonly CommandRoot[];
  },
): Promise<DiscordConnection> {
  const commands = dispatcher.commands ?? [];
  const roots = dispatcher.roots ?? rootsOf(commands);
  const connection = await join(emulated, {
    dispatcher: Promise.resolve(makeDispatcher(commands, dispatcher.presses ?? [], roots)),
  });
  await connection.register(
    { roots, shapes: commands.map(({ shape }) => shape) },
    { recall: async () => null, remember: async () => undefined },
  );
  return connection;
}

/** A command without options. */
export function plainCommand(name: string, handle: Command<null>['handle']): Command<null> {
  return { shape: { name, description: `What ${name} does`, options: [] }, handle };
}

export function message(parts: Partial<Message> = {}): Message {
  return { content: 'One line', ping: null, cards: [], controls: [], files: [], ...parts };
}

export function say(content: string, parts: Partial<Reply> = {}): Reply {
  return { message: message({ content }), private: false, ...parts };
}

/** The first text channel of the seeded world. */
export function channelOf(emulator: Emulator): string {
  const [id] = emulator.world.channels.keys();
  if (id === undefined) throw new Error('the seeded world has no channel');
  return id;
}

/** Gives the bot every permission in the seeded server. */
export function mayEverything(emulator: Emulator): void {
  for (const guild of emulator.world.guilds.keys()) emulator.change.setBotPermissions(guild, (1n << 53n) - 1n);
}
