import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  EmbedBuilder,
  GatewayIntentBits,
  MessageFlags,
  PermissionFlagsBits,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { connectBot, emulate, firstChannel } from '../build/connect-bot.ts';

const buttons = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setURL('https://example.org').setLabel('Read').setStyle(ButtonStyle.Link),
  );
const menu = () =>
  new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder().setCustomId('pick').setPlaceholder('Which?').addOptions({ label: 'A', value: 'a' }),
  );
const card = () =>
  new EmbedBuilder()
    .setTitle('T')
    .setDescription('d')
    .setColor(0x00aa01)
    .setURL('https://example.org')
    .setFields({ name: 'n', value: 'v', inline: true })
    .setFooter({ text: 'f' })
    .setAuthor({ name: 'a' })
    .setTimestamp(Date.UTC(2025, 9, 31));

test('the commands of every option type that discord.js sends are no violation', async () => {
  const emulator = await emulate();
  const { client } = await connectBot(emulator);
  const command = new SlashCommandBuilder()
    .setName('all')
    .setDescription('d')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .setNSFW(false)
    .addStringOption((option) =>
      option.setName('text').setDescription('d').setRequired(true).setAutocomplete(true).setMaxLength(50),
    )
    .addIntegerOption((option) => option.setName('count').setDescription('d').setMinValue(1).setMaxValue(10))
    .addNumberOption((option) => option.setName('share').setDescription('d'))
    .addBooleanOption((option) => option.setName('loud').setDescription('d'))
    .addUserOption((option) => option.setName('user').setDescription('d'))
    .addRoleOption((option) => option.setName('role').setDescription('d'))
    .addChannelOption((option) => option.setName('channel').setDescription('d').addChannelTypes(ChannelType.GuildText))
    .addMentionableOption((option) => option.setName('whom').setDescription('d'));
  const nested = new SlashCommandBuilder()
    .setName('nested')
    .setDescription('d')
    .addSubcommandGroup((group) =>
      group
        .setName('group')
        .setDescription('d')
        .addSubcommand((sub) =>
          sub
            .setName('sub')
            .setDescription('d')
            .addStringOption((option) =>
              option.setName('kind').setDescription('d').addChoices({ name: 'A', value: 'a' }),
            ),
        ),
    );
  const made = await client.application?.commands.set([command, nested]);
  expect([...(made?.values() ?? [])].map(({ name }) => name)).toEqual(['all', 'nested']);
  expect(emulator.violations).toEqual([]);
});

test('the messages that discord.js sends are no violation: send, reply, edit, pin, fetch, delete, with cards, buttons, selects and files', async () => {
  const emulator = await emulate();
  const { channelId, guildId } = firstChannel(emulator);
  const granted =
    PERMISSION.viewChannel | PERMISSION.sendMessages | PERMISSION.embedLinks | PERMISSION.readMessageHistory;
  emulator.change.setBotPermissions(guildId, granted | PERMISSION.attachFiles | PERMISSION.pinMessages);
  const { client } = await connectBot(emulator, undefined, GatewayIntentBits.Guilds);
  const channel = await client.channels.fetch(channelId);
  if (channel?.type !== ChannelType.GuildText) throw new Error('the first channel is no text channel');
  const message = await channel.send({
    content: 'a',
    embeds: [card()],
    components: [buttons(), menu()],
    nonce: 'n',
    enforceNonce: true,
  });
  await message.reply({ content: 'b', allowedMentions: { repliedUser: false } });
  await message.edit({ content: 'c', embeds: [], components: [], allowedMentions: { parse: [] } });
  await channel.send({ files: [new AttachmentBuilder(Buffer.from('x'), { name: 'a.txt', description: 'd' })] });
  await message.pin();
  expect((await channel.messages.fetch({ limit: 10 })).size).toBe(3);
  await message.delete();
  expect(emulator.messages().map(({ content }) => content)).toEqual(['b', '']);
  expect(emulator.violations).toEqual([]);
});

test('the answers that discord.js sends are no violation: reply, edit, follow-up, update, in private and with cards', async () => {
  const emulator = await emulate();
  const { client, problems } = await connectBot(emulator, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        content: 'a',
        embeds: [card()],
        components: [buttons()],
        flags: MessageFlags.Ephemeral,
      });
      await interaction.followUp({ embeds: [card()], flags: MessageFlags.Ephemeral });
      await interaction.editReply({ embeds: [card()], components: [buttons(), menu()] });
    }
    if (interaction.isButton()) {
      await interaction.deferUpdate();
      await interaction.editReply({ content: 'pressed', embeds: [], components: [] });
    }
  });
  await client.application?.commands.set([new SlashCommandBuilder().setName('ping').setDescription('d')]);
  const outcome = await emulator.interact.command({ name: 'ping' });
  await emulator.until('the edit', () => outcome.edits === 1);
  expect(outcome.followUps).toHaveLength(1);
  const pressed = await emulator.interact.button({ messageId: outcome.message?.id ?? '', customId: 'go' });
  expect(pressed).toMatchObject({ callbackType: 6, content: 'pressed', errors: [] });
  expect(emulator.messages()).toEqual([]);
  expect([emulator.violations, problems]).toEqual([[], []]);
});
