import { Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { openChannel, refusalOf } from '../build/connect-bot.ts';

const { viewChannel, sendMessages } = PERMISSION;

test('reading back pages newest first by before, after and around', async () => {
  const { rest, channelId, post } = await openChannel();
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c', 'd', 'e']) ids.push((await post({ content })).id);
  const read = async (query: Record<string, string>) => {
    const list = (await rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams(query) })) as {
      content: string;
    }[];
    return list.map(({ content }) => content).join('');
  };
  expect(await read({})).toBe('edcba');
  expect(await read({ limit: '2' })).toBe('ed');
  expect(await read({ before: ids[2] ?? '' })).toBe('ba');
  expect(await read({ after: ids[2] ?? '' })).toBe('ed');
  expect(await read({ after: ids[0] ?? '', limit: '2' })).toBe('cb');
  expect(await read({ around: ids[2] ?? '', limit: '3' })).toBe('dcb');
  expect(await refusalOf(read({ limit: '101' }))).toMatchObject({ code: 50035 });
});

test('reading back pins and unpins on the old and the newer addresses', async () => {
  const { emulator, rest, channelId, post } = await openChannel();
  const { id } = await post({ content: 'a' });
  expect(await refusalOf(rest.put(Routes.channelPin(channelId, id)))).toMatchObject({ code: 50013 });
  emulator.change.setBotOverwrite(channelId, { allow: PERMISSION.pinMessages });
  await rest.put(Routes.channelPin(channelId, id));
  expect(await rest.get(Routes.channelPins(channelId))).toMatchObject([{ id, pinned: true }]);
  expect(await rest.get(`/channels/${channelId}/messages/pins`)).toMatchObject({
    items: [{ message: { id } }],
    has_more: false,
  });
  await rest.delete(`/channels/${channelId}/messages/pins/${id}`);
  expect(await rest.get(Routes.channelPins(channelId))).toEqual([]);
});

test('reading back keeps files that came as a form, with their descriptions', async () => {
  const { emulator, rest, channelId, guildId, newest } = await openChannel();
  const files = [{ name: 'a.png', data: Buffer.from('picture') }];
  const send = () =>
    rest.post(Routes.channelMessages(channelId), {
      body: { content: 'a', attachments: [{ id: 0, description: 'alt' }] },
      files,
    });
  expect(await refusalOf(send())).toMatchObject({ code: 50013 });
  emulator.change.setBotPermissions(guildId, viewChannel | sendMessages | PERMISSION.attachFiles);
  expect(await send()).toMatchObject({ attachments: [{ filename: 'a.png', size: 7, description: 'alt' }] });
  expect(newest().attachments).toHaveLength(1);
});

test('a message is published in announcement channels only, and once', async () => {
  const { emulator, rest, guildId, channelId, post } = await openChannel();
  const news = emulator.change.addChannel(guildId, { name: 'news', type: 5 });
  const { id } = await post({ content: 'a' }, news.id);
  await rest.post(Routes.channelMessageCrosspost(news.id, id));
  expect(emulator.messages(news.id)[0]?.crossposted).toBe(true);
  expect(await refusalOf(rest.post(Routes.channelMessageCrosspost(news.id, id)))).toMatchObject({ code: 40033 });
  const plain = await post({ content: 'b' });
  expect(await refusalOf(rest.post(Routes.channelMessageCrosspost(channelId, plain.id)))).toMatchObject({
    code: 50024,
  });
});

test('of an announcement channel ten messages an hour are published, and the eleventh is told how long to wait', async () => {
  const { emulator, rest, guildId, post } = await openChannel();
  const news = emulator.change.addChannel(guildId, { name: 'news', type: 5 });
  for (let count = 0; count < 10; count += 1) {
    const { id } = await post({ content: `${count}` }, news.id);
    await rest.post(Routes.channelMessageCrosspost(news.id, id));
  }
  const { id } = await post({ content: 'one too many' }, news.id);
  const answer = await fetch(`${emulator.apiUrl}/v10${Routes.channelMessageCrosspost(news.id, id)}`, {
    method: 'POST',
    headers: { authorization: `Bot ${emulator.token}` },
  });
  expect(answer.status).toBe(429);
  expect(Number(((await answer.json()) as { retry_after: number }).retry_after)).toBeGreaterThan(3_500);
  expect(emulator.messages(news.id).filter(({ crossposted }) => crossposted)).toHaveLength(10);
});
