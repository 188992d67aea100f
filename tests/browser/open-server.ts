import { type APIApplicationCommand, type Interaction, MessageFlags, Routes } from 'discord.js';
import type { Emulator } from '../../emulator/emulator.ts';
import { connectBot, connectRest, emulate, firstChannel } from '../build/connect-bot.ts';

const NOW = Date.UTC(2025, 9, 23, 12);

/** One server with roles, a bot that repeats what it is asked, and the commands of a small program. */
export async function openServer(handle?: (interaction: Interaction) => Promise<unknown>): Promise<Emulator> {
  const emulator = await emulate({
    now: () => NOW,
    world: {
      botName: 'Datewatch',
      guilds: [
        {
          name: 'Harbour Desk',
          roles: [{ name: 'trade-alerts', mentionable: true }, { name: 'editors' }],
          channels: [{ name: 'trade-dates' }, { name: 'what-is-ahead' }],
          members: [
            { username: 'Mira', owner: true },
            { username: 'Tom', roles: ['trade-alerts'] },
          ],
        },
      ],
    },
  });
  await connectBot(emulator, handle ?? repeat);
  const topics = [
    { name: 'Trade', value: 'trade' },
    { name: 'Summits', value: 'summits' },
  ];
  const commands: Partial<APIApplicationCommand>[] = [
    {
      name: 'dates',
      description: 'd',
      options: [
        {
          type: 1,
          name: 'next',
          description: 'The nearest dates',
          options: [
            { type: 4, name: 'count', description: 'How many' },
            { type: 3, name: 'topic', description: 'Only one topic', choices: topics },
          ],
        },
        {
          type: 1,
          name: 'show',
          description: 'One event',
          options: [{ type: 3, name: 'name', description: 'Which', required: true, autocomplete: true }],
        },
      ],
    },
    { name: 'manage', description: 'For managers', default_member_permissions: '32' },
    { name: 'Why was this posted?', type: 3 },
  ];
  await connectRest(emulator).put(Routes.applicationCommands(emulator.applicationId), { body: commands });
  return emulator;
}

/** Says in private what it was asked. */
async function repeat(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete())
    return interaction.respond(
      ['Truce', 'Treaty']
        .filter((name) => name.startsWith(interaction.options.getFocused()))
        .map((name) => ({ name, value: name })),
    );
  if (interaction.isChatInputCommand()) {
    const options = interaction.options.data.flatMap(({ options: inner }) => inner ?? []);
    const asked = options.map(({ name, value }) => `${name}=${value}`).join(' ');
    return interaction.reply({ content: `asked ${interaction.commandName} ${asked}`, flags: MessageFlags.Ephemeral });
  }
  if (interaction.isAnySelectMenu())
    return interaction.reply({ content: `chose ${interaction.values.join(' ')}`, flags: MessageFlags.Ephemeral });
  if (interaction.isRepliable()) return interaction.reply({ content: 'pressed', flags: MessageFlags.Ephemeral });
  return undefined;
}

/** Posts as the bot, in the first channel unless told otherwise. */
export function post(emulator: Emulator, body: object, channelId = firstChannel(emulator).channelId): Promise<unknown> {
  return connectRest(emulator).post(Routes.channelMessages(channelId), { body });
}

/** A reminder with a button. */
export const CARD = {
  content: 'U.S.–China tariff truce ends tomorrow: Mon 10 Nov, 12:01 a.m. New York.',
  embeds: [
    {
      title: 'U.S.–China tariff truce',
      color: 0x1f6fd0,
      description:
        '<t:1762750860:F>\n~~before~~ **after**, ||secret|| and [a source](https://example.org/a)\n-# small print',
      fields: [{ name: 'One', value: '1', inline: true }],
    },
  ],
  components: [{ type: 1, components: [{ type: 2, style: 2, label: 'Remind me', custom_id: 'remind' }] }],
};
