import { ComponentType, TextInputStyle } from 'discord.js';
import { expect, test } from 'vitest';
import { openCommands } from '../build/open-commands.ts';

const goButton = { type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] } as const;

test('a pressed button updates its message', async () => {
  const { emulator } = await openCommands(async (i) => {
    if (i.isChatInputCommand()) await i.reply({ content: 'press', components: [goButton] });
    if (i.isButton()) await i.update({ content: `pressed ${i.customId} on ${i.message.content}`, components: [] });
  });
  const { message } = await emulator.interact.command({ name: 'ping' });
  const outcome = await emulator.interact.button({ messageId: message?.id ?? '', customId: 'go' });
  expect(outcome).toMatchObject({ callbackType: 7, content: 'pressed go on press' });
  expect(emulator.messages()).toHaveLength(1);
  await expect(emulator.interact.button({ messageId: message?.id ?? '', customId: 'go' })).rejects.toThrow(
    'no component "go"',
  );
});

test('a select brings the values chosen, and only those offered', async () => {
  const pick = {
    type: 1,
    components: [{ type: 3, custom_id: 'pick', options: [{ label: 'A', value: 'a' }] }],
  } as const;
  const { emulator } = await openCommands(async (i) => {
    if (i.isChatInputCommand()) await i.reply({ content: 'choose', components: [pick] });
    if (i.isStringSelectMenu()) await i.reply(i.values.join());
  });
  const { message } = await emulator.interact.command({ name: 'ping' });
  const messageId = message?.id ?? '';
  expect((await emulator.interact.select({ messageId, customId: 'pick', values: ['a'] })).content).toBe('a');
  await expect(emulator.interact.select({ messageId, customId: 'pick', values: ['b'] })).rejects.toThrow(
    '"b" is no option',
  );
});

test('a form opens, is filled in and answered', async () => {
  const { emulator } = await openCommands(async (i) => {
    if (i.isChatInputCommand()) {
      const input = {
        type: ComponentType.TextInput,
        custom_id: 'zone',
        label: 'Zone',
        style: TextInputStyle.Short,
        max_length: 20,
      } as const;
      await i.showModal({
        title: 'Clock',
        custom_id: 'clock',
        components: [{ type: ComponentType.ActionRow, components: [input] }],
      });
    }
    if (i.isModalSubmit()) await i.reply(i.fields.getTextInputValue('zone'));
  });
  expect((await emulator.interact.command({ name: 'ping' })).modal).toMatchObject({ title: 'Clock' });
  expect((await emulator.interact.modalSubmit({ customId: 'clock', fields: { zone: 'Asia/Seoul' } })).content).toBe(
    'Asia/Seoul',
  );
  await expect(emulator.interact.modalSubmit({ customId: 'clock', fields: {} })).rejects.toThrow('needs "zone"');
  await expect(emulator.interact.modalSubmit({ customId: 'other', fields: {} })).rejects.toThrow('no form "other"');
});
