import { ChannelType, Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { snowflakeMs } from '../../emulator/world/make-snowflake.ts';
import { openChannel, refusalOf, settableClock, userNamed } from '../build/connect-bot.ts';

const NOON = Date.UTC(2025, 9, 31, 12);
const { viewChannel, sendMessages, embedLinks, mentionEveryone, readMessageHistory } = PERMISSION;

test('stamps carry world time, in the id and in the timestamp', async () => {
  const { post, newest } = await openChannel({ now: () => NOON });
  const { id } = await post({ content: 'a' });
  expect(snowflakeMs(id)).toBe(NOON);
  expect(newest().createdMs).toBe(NOON);
});

test('ids never repeat within a millisecond, and keep the order of creation', async () => {
  const { emulator, post } = await openChannel({ now: () => NOON });
  for (const content of ['a', 'b', 'c']) await post({ content });
  expect(new Set(emulator.messages().map(({ id }) => id)).size).toBe(3);
  expect(emulator.messages().map(({ content }) => content)).toEqual(['a', 'b', 'c']);
});

test('an edit has its own time', async () => {
  const clock = settableClock(NOON);
  const { rest, channelId, post, newest } = await openChannel({ now: clock.now });
  const { id } = await post({ content: 'a' });
  clock.move(5000);
  const edited = await rest.patch(Routes.channelMessage(channelId, id), { body: { content: 'b' } });
  expect(edited).toMatchObject({ content: 'b', edited_timestamp: '2025-10-31T12:00:05.000Z' });
  expect(newest()).toMatchObject({ content: 'b', createdMs: NOON, editedMs: NOON + 5000 });
});

test('a nonce makes one message however often it is sent with enforce_nonce', async () => {
  const { emulator, post } = await openChannel();
  const first = await post({ content: 'a', nonce: 'n1', enforce_nonce: true });
  const second = await post({ content: 'a', nonce: 'n1', enforce_nonce: true });
  expect(second.id).toBe(first.id);
  expect(emulator.messages()).toHaveLength(1);
});

test('a nonce belongs to the author: the same one in another channel answers with the first message', async () => {
  const { emulator, guildId, post } = await openChannel();
  const other = emulator.change.addChannel(guildId, { name: 'other' });
  const first = await post({ content: 'a', nonce: 'n1', enforce_nonce: true });
  expect(await post({ content: 'b', nonce: 'n1', enforce_nonce: true }, other.id)).toMatchObject({
    id: first.id,
    content: 'a',
  });
  expect(emulator.messages(other.id)).toHaveLength(0);
});

test('a nonce makes two messages without enforce_nonce', async () => {
  const { emulator, post } = await openChannel();
  await post({ content: 'a', nonce: 'n1' });
  await post({ content: 'a', nonce: 'n1' });
  expect(emulator.messages()).toHaveLength(2);
});

test('a nonce is forgotten after 120 seconds of machine time, however world time runs', async () => {
  const clock = settableClock(NOON);
  const { emulator, post } = await openChannel({ machineNow: clock.now, now: () => NOON });
  await post({ content: 'a', nonce: 'n1', enforce_nonce: true });
  clock.move(120_000);
  await post({ content: 'a', nonce: 'n1', enforce_nonce: true });
  expect(emulator.messages()).toHaveLength(1);
  clock.move(1);
  await post({ content: 'a', nonce: 'n1', enforce_nonce: true });
  expect(emulator.messages()).toHaveLength(2);
});

test('a nonce of a message deleted since is answered with 10008', async () => {
  const { emulator, channelId, post } = await openChannel();
  const { id } = await post({ content: 'a', nonce: 'n1', enforce_nonce: true });
  emulator.change.deleteMessage(channelId, id);
  expect(await refusalOf(post({ content: 'a', nonce: 'n1', enforce_nonce: true }))).toMatchObject({
    status: 404,
    code: 10008,
  });
  expect(emulator.messages()).toHaveLength(0);
});

test('permissions let nobody in who does not see the channel: 50001', async () => {
  const { emulator, channelId, post } = await openChannel();
  emulator.change.setBotOverwrite(channelId, { deny: viewChannel });
  expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ status: 403, code: 50001 });
});

test('permissions let nobody write who may only look: 50013', async () => {
  const { emulator, channelId, post } = await openChannel();
  emulator.change.setBotOverwrite(channelId, { deny: sendMessages });
  expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ status: 403, code: 50013 });
});

test('permissions in a thread ask for SEND_MESSAGES_IN_THREADS, by the overwrites of its parent', async () => {
  const { emulator, guildId, channelId, post } = await openChannel();
  const parent = emulator.world.channels.get(channelId)?.name ?? '';
  const thread = emulator.change.addChannel(guildId, { name: 'thread', type: 11, parent });
  emulator.change.setBotOverwrite(channelId, { deny: sendMessages });
  await post({ content: 'a' }, thread.id);
  emulator.change.setBotOverwrite(channelId, { deny: PERMISSION.sendMessagesInThreads });
  expect(await refusalOf(post({ content: 'a' }, thread.id))).toMatchObject({ code: 50013 });
});

test('permissions without EMBED_LINKS drop embeds beside text and refuse them alone', async () => {
  const { emulator, channelId, post, newest } = await openChannel();
  emulator.change.setBotOverwrite(channelId, { deny: embedLinks });
  await post({ content: 'a', embeds: [{ title: 'T' }] });
  expect(newest().embeds).toEqual([]);
  expect(await refusalOf(post({ embeds: [{ title: 'T' }] }))).toMatchObject({ code: 50013 });
});

test('permissions let an overwrite for the bot win over one for everyone', async () => {
  const { emulator, guildId, channelId, post } = await openChannel();
  emulator.change.setOverwrite(channelId, { id: guildId, type: 0, allow: 0n, deny: sendMessages });
  expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ code: 50013 });
  emulator.change.setBotOverwrite(channelId, { allow: sendMessages });
  await post({ content: 'a' });
  expect(emulator.messages()).toHaveLength(1);
});

test('permissions hide history without READ_MESSAGE_HISTORY: an empty list, no refusal', async () => {
  const { emulator, rest, channelId, post } = await openChannel();
  await post({ content: 'a' });
  expect(await rest.get(Routes.channelMessages(channelId))).toHaveLength(1);
  emulator.change.setBotOverwrite(channelId, { deny: readMessageHistory });
  expect(await rest.get(Routes.channelMessages(channelId))).toEqual([]);
});

describe('mentions', () => {
  async function withRole(mentionable: boolean) {
    const opened = await openChannel({
      world: { guilds: [{ name: 'G', roles: [{ name: 'traders', mentionable }], channels: [{ name: 'c' }] }] },
    });
    const role = [...(opened.emulator.world.guilds.get(opened.guildId)?.roles.values() ?? [])].find(
      ({ name }) => name === 'traders',
    );
    return { ...opened, roleId: role?.id ?? '' };
  }

  test('mentions notify a mentionable role that allowed_mentions lists', async () => {
    const { post, newest, roleId } = await withRole(true);
    await post({ content: `<@&${roleId}> a`, allowed_mentions: { parse: [], roles: [roleId] } });
    expect(newest().pinged).toEqual({ roles: [roleId], users: [], everyone: false });
  });

  test('mentions notify nobody when allowed_mentions lists nobody', async () => {
    const { emulator, post, newest, roleId } = await withRole(true);
    await post({
      content: `<@&${roleId}> <@${userNamed(emulator, 'alex')}> @everyone`,
      allowed_mentions: { parse: [] },
    });
    expect(newest().pinged).toEqual({ roles: [], users: [], everyone: false });
  });

  test('mentions of a role that is not mentionable need MENTION_EVERYONE', async () => {
    const { emulator, guildId, channelId, post, newest, roleId } = await withRole(false);
    await post({ content: `<@&${roleId}>` });
    expect(newest().pinged.roles).toEqual([]);
    emulator.change.setBotOverwrite(channelId, { allow: mentionEveryone });
    await post({ content: `<@&${roleId}> @everyone` });
    expect(newest().pinged).toMatchObject({ roles: [roleId], everyone: true });
    expect(emulator.world.guilds.get(guildId)?.name).toBe('G');
  });

  test('mentions are parsed by default, on edits too, but an edit notifies nobody', async () => {
    const { emulator, rest, channelId, post, newest } = await openChannel();
    const user = userNamed(emulator, 'sam');
    const { id } = await post({ content: 'a', allowed_mentions: { parse: [] } });
    await rest.patch(Routes.channelMessage(channelId, id), { body: { content: `<@${user}>` } });
    expect(newest().mentions.users).toEqual([user]);
    expect(newest().pinged.users).toEqual([]);
  });
});

test('a channel that is gone is answered with 10003', async () => {
  const { emulator, channelId, post } = await openChannel();
  emulator.change.deleteChannel(channelId);
  expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ status: 404, code: 10003 });
});

test('a server the bot was removed from is answered with 10004, and its channels with 10003', async () => {
  const { emulator, rest, guildId, post } = await openChannel();
  emulator.change.removeGuild(guildId);
  expect(await refusalOf(rest.get(Routes.guild(guildId)))).toMatchObject({ status: 404, code: 10004 });
  expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ code: 10003 });
});

test('a message that is gone is answered with 10008', async () => {
  const { rest, channelId } = await openChannel();
  expect(await refusalOf(rest.patch(Routes.channelMessage(channelId, '1'), { body: { content: 'a' } }))).toMatchObject({
    code: 10008,
  });
  expect(await refusalOf(rest.delete(Routes.channelMessage(channelId, '1')))).toMatchObject({ code: 10008 });
});

test('a person who takes no direct messages is answered with 50007', async () => {
  const { emulator, rest, post } = await openChannel();
  const user = userNamed(emulator, 'sam');
  const direct = (await rest.post(Routes.userChannels(), { body: { recipient_id: user } })) as {
    id: string;
    type: number;
  };
  expect(direct.type).toBe(ChannelType.DM);
  await post({ content: 'a' }, direct.id);
  emulator.change.closeDms(user, true);
  expect(await refusalOf(post({ content: 'a' }, direct.id))).toMatchObject({ status: 403, code: 50007 });
});

test('a forum is answered with 50008, an archived thread with 50083, a locked one with 160005', async () => {
  const { emulator, guildId, channelId, post } = await openChannel();
  const forum = emulator.change.addChannel(guildId, { name: 'forum', type: 15 });
  expect(await refusalOf(post({ content: 'a' }, forum.id))).toMatchObject({ status: 400, code: 50008 });
  const thread = emulator.change.addChannel(guildId, {
    name: 't',
    type: 11,
    parent: emulator.world.channels.get(channelId)?.name ?? '',
  });
  emulator.change.setThread(thread.id, { archived: true });
  expect(await refusalOf(post({ content: 'a' }, thread.id))).toMatchObject({ code: 50083 });
  emulator.change.setThread(thread.id, { archived: false, locked: true });
  expect(await refusalOf(post({ content: 'a' }, thread.id))).toMatchObject({ code: 160005 });
});

test('an edit of somebody else’s message is answered with 50005', async () => {
  const { emulator, rest, channelId } = await openChannel();
  const id = emulator.change.postAs(userNamed(emulator, 'sam'), channelId, 'hello');
  expect(await refusalOf(rest.patch(Routes.channelMessage(channelId, id), { body: { content: 'a' } }))).toMatchObject({
    code: 50005,
  });
  expect(await refusalOf(rest.delete(Routes.channelMessage(channelId, id)))).toMatchObject({ code: 50013 });
});

test('an edit is answered with 30046 once messages older than an hour were edited as often as allowed', async () => {
  const clock = settableClock(NOON);
  const { emulator, channelId, post } = await openChannel({ now: clock.now, oldMessageEdits: 1 });
  const { id } = await post({ content: 'a' });
  const edit = (content: string) =>
    fetch(`${emulator.apiUrl}/v10/channels/${channelId}/messages/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
    });
  expect((await edit('young')).status).toBe(200);
  clock.move(3_600_001);
  expect((await edit('first')).status).toBe(200);
  const refused = await edit('second');
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 30046 });
  expect(emulator.messages().at(-1)?.content).toBe('first');
});
