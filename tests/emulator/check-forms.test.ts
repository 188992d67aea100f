import { Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { checkModal } from '../../emulator/checks/check-components.ts';
import type { JsonObject } from '../../emulator/rest/json.ts';
import { connectRest, emulate, firstChannel, refusalOf } from '../build/connect-bot.ts';
import { openCommands } from '../build/open-commands.ts';

const input = (parts: JsonObject = {}): JsonObject => ({ type: 4, custom_id: 'zone', style: 1, ...parts });
const label = (parts: JsonObject = {}, inner: JsonObject = {}): JsonObject => ({
  type: 18,
  label: 'Zone',
  component: input(inner),
  ...parts,
});
const modal = (components: JsonObject[]): JsonObject => ({ custom_id: 'clock', title: 'Clock', components });

test.each([
  ['without a field', [], 'Must be between 1 and 5'],
  ['with six fields', Array.from({ length: 6 }, (_, i) => label({}, { custom_id: `f${i}` })), 'between 1 and 5'],
  ['with two fields of one id', [label(), label()], 'cannot be duplicated'],
  ['with a label without text', [label({ label: ' ' })], 'required'],
  ['with a label on the field within a label', [label({}, { label: 'Zone' })], 'no label of its own'],
  ['with a value longer than its field takes', [label({}, { value: 'abc', max_length: 2 })], '2 or fewer'],
  ['with a value shorter than its field takes', [label({}, { value: 'a', min_length: 2 })], '2 or more'],
  ['with a field without an id', [label({}, { custom_id: '' })], 'required'],
])('a form is refused %s', (_what, components, why) => {
  expect(
    checkModal(modal(components))
      .map(({ message }) => message)
      .join(),
  ).toContain(why);
});

test('a form that is sound is not refused', () => {
  expect(checkModal(modal([label({}, { value: 'UTC', max_length: 3, required: false })]))).toEqual([]);
});

test('a form in labels opens in direct messages, and is sent off where it was opened', async () => {
  const { emulator } = await openCommands(async (i) => {
    if (i.isChatInputCommand()) await i.showModal(modal([label()]) as never);
    if (i.isModalSubmit()) await i.reply(`${i.guildId} ${i.channelId} ${i.fields.getTextInputValue('zone')}`);
  });
  const user = [...emulator.world.users.values()].find(({ bot }) => !bot)?.id ?? '';
  const { id: channelId } = emulator.change.openDm(user);
  await emulator.interact.command({ name: 'ping', channelId });
  const { content } = await emulator.interact.modalSubmit({
    customId: 'clock',
    fields: { zone: 'UTC' },
    userId: user,
  });
  expect(content).toBe(`null ${channelId} UTC`);
  expect(emulator.change.openDm(user).id).toBe(channelId);
});

test('a form with selects sends what was chosen, with the objects it names, and too few or unknown values are refused', async () => {
  const row = (component: JsonObject): JsonObject => ({ type: 18, label: 'Choose', component });
  const options = [
    { label: 'Monday', value: 'mo' },
    { label: 'Sunday', value: 'su' },
  ];
  const rows = [
    row({ type: 3, custom_id: 'days', min_values: 1, max_values: 2, options }),
    row({ type: 8, custom_id: 'where' }),
  ];
  const { emulator } = await openCommands(async (i) => {
    if (i.isChatInputCommand()) await i.showModal(modal(rows) as never);
    if (i.isModalSubmit())
      await i.reply(
        `${i.fields.getStringSelectValues('days').join()} ${i.fields.getSelectedChannels('where', true).first()?.id}`,
      );
  });
  const { channelId } = firstChannel(emulator);
  await emulator.interact.command({ name: 'ping' });
  const submit = (days: readonly string[] | string) =>
    emulator.interact.modalSubmit({ customId: 'clock', fields: { days, where: [channelId] } });
  await expect(submit([])).rejects.toThrow('"days" has 0 values; the form takes 1 to 2');
  await expect(submit(['tu'])).rejects.toThrow('"tu" is no option of "days"');
  await expect(submit('mo')).rejects.toThrow('"days" takes values, not a text');
  expect((await submit(['mo', 'su'])).content).toBe(`mo,su ${channelId}`);
});

describe('a select of channels or roles', () => {
  const send = async (select: JsonObject) => {
    const emulator = await emulate();
    const { channelId } = firstChannel(emulator);
    const components = [{ type: 1, components: [{ custom_id: 's', ...select }] }];
    return connectRest(emulator).post(Routes.channelMessages(channelId), { body: { content: 'a', components } });
  };
  const channel = (id: string) => ({ id, type: 'channel' });
  const [A, B] = ['100000000000000001', '100000000000000002'] as const;

  test('a select of channels or roles shows what was chosen before', async () => {
    expect(await send({ type: 8, default_values: [channel(A)] })).toMatchObject({ content: 'a' });
    expect(await send({ type: 8, max_values: 2, default_values: [channel(A), channel(B)] })).toMatchObject({});
  });

  test.each([
    ['more than may be chosen', { type: 8, default_values: [channel(A), channel(B)] }],
    ['fewer than must be chosen', { type: 8, min_values: 2, max_values: 3, default_values: [channel(A)] }],
    ['one of them twice', { type: 8, max_values: 2, default_values: [channel(A), channel(A)] }],
    ['a channel among roles', { type: 6, default_values: [channel(A)] }],
  ])('a select of channels or roles is refused with %s', async (_what, select) => {
    expect(await refusalOf(send(select))).toMatchObject({ code: 50035 });
  });
});
