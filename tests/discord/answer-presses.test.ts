import { expect, test } from 'vitest';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import type { PressCall, PressHandler } from '../../src/features/call/command.ts';
import type { Control } from '../../src/model/message.ts';
import { channelOf, emulateDiscord, message, say, serve } from '../build/emulate-discord.ts';

const press = (action: string, handle: PressHandler<null>['handle']): PressHandler<null> => ({ action, handle });

/** A message of the bot with this control; returns its id. */
async function postControl(emulated: Awaited<ReturnType<typeof emulateDiscord>>, control: Control): Promise<string> {
  const order = {
    channel: channelOf(emulated.emulator),
    message: message({ controls: [[control]] }),
    nonce: 'controls',
  };
  const result = await makeSender(emulated.rest).send(order);
  return result.kind === 'sent' ? result.message : '';
}

const button = (id: string): Control => ({ type: 'button', id, label: 'Go', style: 'primary', disabled: false });

test('a press is called with the parts of its id, without the mark', async () => {
  const emulated = await emulateDiscord();
  const calls: PressCall[] = [];
  const page = press('page', async (call) => {
    calls.push(call);
    return say('page 2', { private: true });
  });
  await serve(emulated, { presses: [page] });
  const messageId = await postControl(emulated, button('page:past:2~0123456789abcdefghjkmnpqr'));
  const outcome = await emulated.emulator.interact.button({
    messageId,
    customId: 'page:past:2~0123456789abcdefghjkmnpqr',
  });
  expect(calls).toMatchObject([{ args: ['past', '2'], values: [], chosenChannels: [], mayManageServer: true }]);
  expect(outcome).toMatchObject({ callbackType: 4, ephemeral: true, content: 'page 2' });
});

test('a press that updates replaces the message it sits on, controls and all', async () => {
  const emulated = await emulateDiscord();
  await serve(emulated, { presses: [press('page', async () => say('page 2', { update: true }))] });
  const messageId = await postControl(emulated, button('page'));
  const outcome = await emulated.emulator.interact.button({ messageId, customId: 'page' });
  expect(outcome.callbackType).toBe(7);
  expect(emulated.emulator.messages()).toMatchObject([{ id: messageId, content: 'page 2', components: [] }]);
});

test('a press whose answer is private never replaces what others see: it gets a message of its own, which it may replace', async () => {
  const emulated = await emulateDiscord();
  const mine = async () => ({
    ...say('mine', { update: true, private: true }),
    message: message({ content: 'mine', controls: [[button('mine')]] }),
  });
  await serve(emulated, { presses: [press('mine', mine)] });
  const messageId = await postControl(emulated, button('mine'));
  const first = await emulated.emulator.interact.button({ messageId, customId: 'mine' });
  expect(first).toMatchObject({ callbackType: 4, ephemeral: true, content: 'mine' });
  expect(emulated.emulator.messages()[0]).toMatchObject({ id: messageId, content: 'One line' });
  const own = first.message?.id ?? '';
  const second = await emulated.emulator.interact.button({ messageId: own, customId: 'mine' });
  expect(second).toMatchObject({ callbackType: 7, message: { id: own } });
});

test('a press on a control of an older version gets a kind private answer', async () => {
  const emulated = await emulateDiscord();
  await serve(emulated, {});
  const messageId = await postControl(emulated, button('gone:1'));
  const outcome = await emulated.emulator.interact.button({ messageId, customId: 'gone:1' });
  expect(outcome).toMatchObject({ ephemeral: true, content: expect.stringContaining('older version') });
});

test('a press in a select brings its values', async () => {
  const emulated = await emulateDiscord();
  const calls: PressCall[] = [];
  const choose = press('choose', async (call) => {
    calls.push(call);
    return say('ok');
  });
  await serve(emulated, { presses: [choose] });
  const option = (value: string) => ({ label: value, value, description: null, chosen: false });
  const messageId = await postControl(emulated, {
    type: 'select',
    id: 'choose',
    placeholder: 'Which',
    min: 1,
    max: 2,
    options: [option('a'), option('b')],
  });
  await emulated.emulator.interact.select({ messageId, customId: 'choose', values: ['a', 'b'] });
  expect(calls).toMatchObject([{ values: ['a', 'b'], chosenChannels: [], chosenRoles: [] }]);
});

test.each([['channel-select', 'chosenChannels'] as const, ['role-select', 'chosenRoles'] as const])(
  'a press in a %s brings them resolved',
  async (type, into) => {
    const roles = [{ name: 'readers', id: '200000000000000001' }];
    const emulated = await emulateDiscord({
      world: { guilds: [{ name: 'Desk', roles, channels: [{ name: 'dates' }] }] },
    });
    const calls: PressCall[] = [];
    const choose = press('choose', async (call) => {
      calls.push(call);
      return say('ok');
    });
    await serve(emulated, { presses: [choose] });
    const messageId = await postControl(emulated, { type, id: 'choose', placeholder: 'Which', min: 1, max: 1 });
    const value = type === 'role-select' ? '200000000000000001' : channelOf(emulated.emulator);
    await emulated.emulator.interact.select({ messageId, customId: 'choose', values: [value] });
    expect(calls[0]?.[into]).toMatchObject([{ id: value, name: type === 'role-select' ? 'readers' : 'dates' }]);
  },
);
