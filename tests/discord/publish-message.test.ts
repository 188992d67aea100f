import { expect, test } from 'vitest';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { channelOf, emulateDiscord, message } from '../build/emulate-discord.ts';

async function sendOne(type: 0 | 5) {
  const emulated = await emulateDiscord();
  const sender = makeSender(emulated.rest);
  const [guild = ''] = emulated.emulator.world.guilds.keys();
  const channel =
    type === 0 ? channelOf(emulated.emulator) : emulated.emulator.change.addChannel(guild, { name: 'news', type }).id;
  const sent = await sender.send({ channel, message: message(), nonce: 'n' });
  return { ...emulated, sender, channel, id: sent.kind === 'sent' ? sent.message : '' };
}

test('a message of ours is published where the bot may write, and publishing it again is success', async () => {
  const { emulator, sender, channel, id } = await sendOne(5);
  expect(await sender.publish({ channel, message: id })).toEqual({ kind: 'sent', message: id });
  expect(await sender.publish({ channel, message: id })).toEqual({ kind: 'sent', message: id });
  expect(emulator.messages(channel)).toMatchObject([{ id, crossposted: true }]);
});

test('a channel that is no announcement channel, one where the bot may not write, and a message that is gone are told apart', async () => {
  const plain = await sendOne(0);
  expect(await plain.sender.publish({ channel: plain.channel, message: plain.id })).toMatchObject({
    kind: 'closed',
    reason: 'channel closed',
  });
  const { emulator, sender, channel, id } = await sendOne(5);
  emulator.change.setBotOverwrite(channel, { deny: PERMISSION.sendMessages });
  expect(await sender.publish({ channel, message: id })).toMatchObject({
    kind: 'closed',
    reason: 'missing permission',
  });
  emulator.change.deleteMessage(channel, id);
  expect(await sender.publish({ channel, message: id })).toEqual({ kind: 'removed' });
});
