import { request as plainRequest } from 'node:http';
import { Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { connectBot, connectRest, emulate, firstChannel, refusalOf, userNamed } from '../build/connect-bot.ts';

async function control(emulator: Emulator, method: string, name: string, body?: unknown) {
  const init =
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${emulator.url}emulator/${name}`, init);
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

function create(emulator: Emulator) {
  return connectRest(emulator).post(Routes.channelMessages(firstChannel(emulator).channelId), {
    body: { content: 'a' },
  });
}

/** A request with headers that `fetch` does not let a caller set. */
function statusWith(emulator: Emulator, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    plainRequest(`${emulator.url}emulator/state`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('a driving process', () => {
  test('a driving process reads messages, requests and violations, and never the token', async () => {
    const emulator = await emulate();
    await create(emulator);
    await refusalOf(
      connectRest(emulator).post(Routes.channelMessages(firstChannel(emulator).channelId), { body: { content: '' } }),
    );
    const { json } = await control(emulator, 'GET', 'state');
    expect(json).toMatchObject({
      messages: [{ content: 'a' }],
      violations: [{ method: 'POST', reasons: ['(body): Cannot send an empty message'] }],
      requests: [
        { route: 'POST /channels/:channel/messages', status: 200 },
        { status: 400, code: 50006 },
      ],
    });
    expect(JSON.stringify(json)).not.toContain(emulator.token);
  });

  test('a driving process sets and clears faults', async () => {
    const emulator = await emulate();
    const fault = {
      kind: 'status',
      status: 500,
      times: 'always',
      match: { route: 'POST /channels/:channel/messages' },
    };
    expect((await control(emulator, 'POST', 'faults', fault)).json).toEqual({ pending: 1 });
    await expect(create(emulator)).rejects.toMatchObject({ status: 500 });
    expect((await control(emulator, 'DELETE', 'faults')).json).toEqual({ pending: 0 });
    await create(emulator);
  });

  test('a driving process breaks the gateway', async () => {
    const emulator = await emulate();
    await connectBot(emulator);
    await control(emulator, 'POST', 'gateway', { do: 'requestReconnect' });
    await emulator.until('the resume', () => emulator.gatewayLog.some(({ name }) => name === 'RESUMED'));
  });

  test('a driving process changes the world', async () => {
    const emulator = await emulate();
    const { channelId } = firstChannel(emulator);
    await control(emulator, 'POST', 'change', {
      do: 'setBotOverwrite',
      channelId,
      deny: PERMISSION.sendMessages.toString(),
    });
    expect(await refusalOf(create(emulator))).toMatchObject({ code: 50013 });
    await control(emulator, 'POST', 'change', {
      do: 'postAs',
      channelId,
      userId: userNamed(emulator, 'sam'),
      content: 'hello',
    });
    expect(emulator.messages(channelId)).toMatchObject([{ content: 'hello', authorId: userNamed(emulator, 'sam') }]);
  });

  test('a driving process uses commands', async () => {
    const emulator = await emulate();
    await connectRest(emulator).put(Routes.applicationCommands(emulator.applicationId), {
      body: [{ name: 'ping', description: 'd' }],
    });
    await connectBot(emulator, async (i) => (i.isChatInputCommand() ? i.reply('pong') : undefined));
    const { json } = await control(emulator, 'POST', 'interact', { kind: 'command', doing: { name: 'ping' } });
    expect(json).toMatchObject({ callbackType: 4, content: 'pong', ephemeral: false });
    const userId = userNamed(emulator, 'alex');
    expect((await control(emulator, 'GET', 'state')).json).toMatchObject({
      messages: [{ content: 'pong', interaction: { userId, name: 'ping', sourceId: null } }],
      guilds: [{ people: expect.arrayContaining([expect.objectContaining({ id: userId, roles: [] })]) }],
    });
    const wrong = await control(emulator, 'POST', 'interact', { kind: 'command', doing: { name: 'pong' } });
    expect(wrong).toMatchObject({ status: 400, json: { error: expect.stringMatching(/no command \/pong/) } });
  });

  const WRONG: readonly [title: string, method: string, name: string, body: unknown, status: number][] = [
    ['a fault nobody knows', 'POST', 'faults', { kind: 'explode' }, 400],
    ['a fault with a key too many', 'POST', 'faults', { kind: 'delay', ms: 1, when: 'always' }, 400],
    ['a change of a channel that does not exist', 'POST', 'change', { do: 'deleteChannel', channelId: '1' }, 400],
    ['a request that is no object', 'POST', 'gateway', 5, 400],
    ['an address nobody knows', 'GET', 'nothing', undefined, 404],
  ];
  test.each(WRONG)('a driving process is answered for %s', async (_title, method, name, body, status) => {
    const answer = await control(await emulate(), method, name, body);
    expect(answer.status).toBe(status);
    expect(answer.json['error']).toEqual(expect.any(String));
  });

  test('a driving process must speak JSON', async () => {
    const emulator = await emulate();
    const response = await fetch(`${emulator.url}emulator/faults`, { method: 'POST', body: '{"kind":"ban","ms":1}' });
    expect(response.status).toBe(400);
    expect(emulator.faults.pending()).toEqual([]);
  });

  test('a driving process is of this machine: another host name or a foreign page is refused', async () => {
    const emulator = await emulate();
    expect(await statusWith(emulator, {})).toBe(200);
    expect(await statusWith(emulator, { host: 'rebound.example' })).toBe(403);
    expect(await statusWith(emulator, { origin: 'https://elsewhere.example' })).toBe(403);
  });
});

test('the stream of the page begins with the world and goes on with each message', async () => {
  const emulator = await emulate({ now: () => Date.UTC(2025, 9, 31) });
  const response = await fetch(`${emulator.url}emulator/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readUntil = async (mark: string) => {
    while (!text.includes(mark)) text += (await reader?.read())?.value ?? '';
  };
  await readUntil('event: world');
  expect(text).toContain(`"nowMs":${Date.UTC(2025, 9, 31)}`);
  await create(emulator);
  await readUntil('event: message');
  await reader?.cancel();
});

test('whoever follows the world hears of a direct channel that the bot opens, once', async () => {
  const emulator = await emulate();
  const heard: number[] = [];
  emulator.on('world', () => heard.push(emulator.world.channels.size));
  const before = emulator.world.channels.size;
  const body = { recipient_id: userNamed(emulator, 'alex') };
  for (let time = 0; time < 2; time += 1) await connectRest(emulator).post(Routes.userChannels(), { body });
  expect(heard).toEqual([before + 1]);
});

test('a picture that the bot attaches is given out to the page; any other file is not', async () => {
  const emulator = await emulate();
  const { channelId, guildId } = firstChannel(emulator);
  emulator.change.setBotPermissions(guildId, PERMISSION.viewChannel | PERMISSION.sendMessages | PERMISSION.attachFiles);
  const files = [
    { name: 'a.png', contentType: 'image/png', data: Buffer.from('picture') },
    { name: 'a.ics', contentType: 'text/calendar', data: Buffer.from('calendar') },
  ];
  await connectRest(emulator).post(Routes.channelMessages(channelId), { body: { content: 'a' }, files });
  const [picture = '', other = ''] = emulator.messages(channelId)[0]?.attachments.map(({ id }) => id) ?? [];
  const response = await fetch(`${emulator.url}emulator/pictures/${picture}`);
  expect([response.headers.get('content-type'), await response.text()]).toEqual(['image/png', 'picture']);
  expect((await control(emulator, 'GET', `pictures/${other}`)).status).toBe(404);
  expect((await control(emulator, 'GET', 'state')).json['messages']).toMatchObject([{ pictures: [picture] }]);
});

describe('the REST server', () => {
  const headers = (emulator: Emulator) => ({
    authorization: `Bot ${emulator.token}`,
    'content-type': 'application/json',
  });

  test('the REST server answers an unknown route with 404 and code 0, a wrong method with 405', async () => {
    const emulator = await emulate();
    const unknown = await fetch(`${emulator.apiUrl}/v10/nowhere`, { headers: headers(emulator) });
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: '404: Not Found', code: 0 }]);
    expect(
      (await fetch(`${emulator.apiUrl}/v10/users/@me`, { method: 'PUT', headers: headers(emulator) })).status,
    ).toBe(405);
  });

  test('the REST server answers a wrong or missing token with 401 and code 0', async () => {
    const emulator = await emulate();
    for (const authorization of ['Bot wrong', `Bearer ${emulator.token}`, '']) {
      const answer = await fetch(`${emulator.apiUrl}/v10/users/@me`, { headers: { authorization } });
      expect([answer.status, await answer.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
    }
  });

  const UNREADABLE: readonly [title: string, type: string, body: string, code: number][] = [
    ['broken JSON', 'application/json', '{', 50109],
    ['JSON that is no object', 'application/json', '"text"', 50109],
    ['a form without its JSON', 'multipart/form-data; boundary=x', 'nothing', 50109],
    ['another content type', 'text/plain', '{"content":"a"}', 50035],
  ];
  test.each(UNREADABLE)('the REST server answers %s with 400, as a violation', async (_title, type, body, code) => {
    const emulator = await emulate();
    const url = `${emulator.apiUrl}/v10/channels/${firstChannel(emulator).channelId}/messages`;
    const answer = await fetch(url, { method: 'POST', body, headers: { ...headers(emulator), 'content-type': type } });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code }]);
    expect(emulator.violations).toHaveLength(1);
  });

  test('the REST server answers more than 25 MiB with 413 and 40005', async () => {
    const emulator = await emulate();
    const url = `${emulator.apiUrl}/v10/channels/${firstChannel(emulator).channelId}/messages`;
    const body = JSON.stringify({ content: 'x'.repeat(26 * 1024 * 1024) });
    const answer = await fetch(url, { method: 'POST', body, headers: headers(emulator) });
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 40005 }]);
  });
});
