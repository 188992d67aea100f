import { expect, test } from 'vitest';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { channelOf, emulateDiscord, message } from '../build/emulate-discord.ts';

async function sendOne() {
  const emulated = await emulateDiscord();
  const sender = makeSender(emulated.rest);
  const channel = channelOf(emulated.emulator);
  const sent = await sender.send({ channel, message: message(), nonce: 'n' });
  return { ...emulated, sender, channel, id: sent.kind === 'sent' ? sent.message : '' };
}

test('a message of ours is pinned where the bot may, and pinning it again changes nothing', async () => {
  const { emulator, sender, channel, id } = await sendOne();
  emulator.change.setBotOverwrite(channel, { allow: PERMISSION.pinMessages });
  expect(await sender.pin({ channel, message: id })).toEqual({ kind: 'sent', message: id });
  expect(await sender.pin({ channel, message: id })).toEqual({ kind: 'sent', message: id });
  expect(emulator.messages(channel)).toMatchObject([{ id, pinned: true }]);
});

test('"Manage Messages" is not enough to pin', async () => {
  const { emulator, sender, channel, id } = await sendOne();
  emulator.change.setBotOverwrite(channel, { allow: PERMISSION.manageMessages });
  expect(await sender.pin({ channel, message: id })).toMatchObject({ kind: 'closed', reason: 'missing permission' });
  expect(emulator.messages(channel)).toMatchObject([{ pinned: false }]);
});

test('a full channel refuses the pin and stays well; a message that is gone is removed', async () => {
  const { emulator, sender, channel, id } = await sendOne();
  emulator.change.setBotOverwrite(channel, { allow: PERMISSION.pinMessages });
  emulator.faults.add({ kind: 'status', status: 400, code: 30003, message: 'Maximum number of pins reached (50)' });
  expect(await sender.pin({ channel, message: id })).toMatchObject({ kind: 'refused' });
  emulator.change.deleteMessage(channel, id);
  expect(await sender.pin({ channel, message: id })).toEqual({ kind: 'removed' });
});
