import { type ChatInputCommandInteraction, type Interaction, Routes } from 'discord.js';
import type { EmulatorOptions } from '../../emulator/emulator.ts';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { connectBot, connectRest, emulate } from './connect-bot.ts';

/** A bot with commands, answering as each test says. */

const COMMANDS = [
  {
    name: 'next',
    description: 'd',
    options: [
      { type: 3, name: 'topic', description: 'd', required: true, autocomplete: true, max_length: 10 },
      { type: 4, name: 'count', description: 'd', min_value: 1, max_value: 10 },
      { type: 7, name: 'channel', description: 'd' },
      { type: 8, name: 'role', description: 'd' },
    ],
  },
  { name: 'ping', description: 'd' },
  { name: 'admin', description: 'd', default_member_permissions: PERMISSION.manageGuild.toString(), contexts: [0] },
  {
    name: 'list',
    description: 'd',
    options: [{ type: 1, name: 'add', description: 'd', options: [{ type: 5, name: 'loud', description: 'd' }] }],
  },
];

/** Registers the commands and connects; what the handler throws is kept in `problems`. */
export async function openCommands(
  handle: (interaction: Interaction) => Promise<unknown>,
  options: EmulatorOptions = {},
) {
  const emulator = await emulate(options);
  await connectRest(emulator).put(Routes.applicationCommands(emulator.applicationId), { body: COMMANDS });
  const { client, problems } = await connectBot(emulator, handle);
  return { emulator, client, problems };
}

/** A handler that sees commands only. */
export function onCommand(handle: (interaction: ChatInputCommandInteraction) => Promise<unknown>) {
  return async (interaction: Interaction) => (interaction.isChatInputCommand() ? handle(interaction) : undefined);
}
