import { expect, test } from 'vitest';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { openDm } from '../../src/discord/rest/reach-person.ts';
import { emulateDiscord, message } from '../build/emulate-discord.ts';

const given = async () => true;

test('the channel of direct messages with a user is opened, always the same one, and takes messages', async () => {
  const { emulator, rest } = await emulateDiscord();
  const user = [...emulator.world.users.values()].find(({ bot }) => !bot)?.id ?? '';
  const channel = await openDm(rest, given, user);
  expect(channel).not.toBeNull();
  expect(await openDm(rest, given, user)).toBe(channel);
  const sent = await makeSender(rest).send({ channel: channel ?? '', message: message({}), nonce: 'n1' });
  expect(sent.kind).toBe('sent');
});

test('a user whom Discord does not know, or who takes no messages, gives no channel', async () => {
  const { emulator, rest } = await emulateDiscord();
  const bot = [...emulator.world.users.values()].find(({ bot: isBot }) => isBot)?.id ?? '';
  expect(await openDm(rest, given, '999999999999999999')).toBeNull();
  expect(await openDm(rest, given, bot)).toBeNull();
});

test('a channel is opened with a slot of the budget, or not at all', async () => {
  const { emulator, rest } = await emulateDiscord();
  const user = [...emulator.world.users.values()].find(({ bot }) => !bot)?.id ?? '';
  expect(await openDm(rest, async () => false, user)).toBeNull();
  expect(emulator.requests).toEqual([]);
});
