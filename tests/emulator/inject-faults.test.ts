import { REST, RESTEvents, Routes } from 'discord.js';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Emulator, Fault } from '../../emulator/emulator.ts';
import { connectRest, emulate, firstChannel, refusalOf } from '../build/connect-bot.ts';

function create(emulator: Emulator, content = 'a', { rest = connectRest(emulator), signal }: How = {}) {
  const body = { content };
  return rest.post(Routes.channelMessages(firstChannel(emulator).channelId), signal ? { body, signal } : { body });
}

type How = { readonly rest?: REST; readonly signal?: AbortSignal };

/** What a fault does to one create: the client's error, and whether the message came to be. */
async function meetFault(fault: Fault) {
  const emulator = await emulate();
  emulator.faults.add(fault);
  const error: unknown = await create(emulator).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { emulator, error, stored: emulator.messages().length, record: emulator.requests.at(-1) };
}

describe('faults', () => {
  test('a status is answered instead of carrying the request out', async () => {
    const { error, stored, record } = await meetFault({ kind: 'status', status: 503 });
    expect(error).toMatchObject({ status: 503 });
    expect(stored).toBe(0);
    expect(record).toMatchObject({ status: 503, accepted: false });
  });

  test('a status can carry any of Discord’s codes', async () => {
    const emulator = await emulate();
    emulator.faults.add({
      kind: 'status',
      status: 400,
      code: 200_000,
      message: 'Message was blocked by automatic moderation',
    });
    expect(await refusalOf(create(emulator))).toMatchObject({ status: 400, code: 200_000 });
  });

  test('accept-then-status stores the message and says it failed', async () => {
    const { error, stored } = await meetFault({ kind: 'accept-then-status', status: 500 });
    expect(error).toMatchObject({ status: 500 });
    expect(stored).toBe(1);
  });

  test('accept-then-reset stores the message and resets the connection', async () => {
    const { error, stored, record } = await meetFault({ kind: 'accept-then-reset' });
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(stored).toBe(1);
    expect(record).toMatchObject({ status: 0, accepted: true });
  });

  test('accept-then-close stores the message and closes without an answer', async () => {
    const { error, stored } = await meetFault({ kind: 'accept-then-close' });
    expect(error).toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(stored).toBe(1);
  });

  test('accept-then-hang stores the message and never answers', async () => {
    const emulator = await emulate();
    emulator.faults.add({ kind: 'accept-then-hang' });
    const giveUp = new AbortController();
    const waiting = expect(create(emulator, 'a', { signal: giveUp.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await emulator.until('the message', () => emulator.messages().length === 1);
    giveUp.abort();
    await waiting;
  });

  test('refuse-before resets the connection and stores nothing', async () => {
    const { error, stored } = await meetFault({ kind: 'refuse-before' });
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(stored).toBe(0);
  });

  test('headers-then-stall sends half an answer, which the timeout of discord.js does not cover', async () => {
    const emulator = await emulate();
    emulator.faults.add({ kind: 'headers-then-stall' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const rest = connectRest(emulator, { timeout: 300 });
    const headers = new Promise((resolve) => rest.once(RESTEvents.Response, resolve));
    const settled = create(emulator, 'a', { rest }).then(
      () => 'answered',
      () => 'failed',
    );
    await headers;
    expect(emulator.messages()).toHaveLength(1);
    vi.advanceTimersByTime(300);
    const pending = new Promise((resolve) => setImmediate(resolve, 'pending'));
    expect(await Promise.race([settled, pending])).toBe('pending');
  });

  test('delay answers late, and truly', async () => {
    const { error, stored, record } = await meetFault({ kind: 'delay', ms: 60 });
    expect(error).toBeUndefined();
    expect(stored).toBe(1);
    expect(record?.tookMs).toBeGreaterThanOrEqual(59);
  });

  test('without retries of its own discord.js sends once; with them, four messages', async () => {
    const emulator = await emulate();
    emulator.faults.add({ kind: 'accept-then-status', status: 502, times: 'always' });
    await expect(create(emulator)).rejects.toMatchObject({ status: 502 });
    expect(emulator.messages()).toHaveLength(1);
    await expect(
      create(emulator, 'b', { rest: new REST({ api: emulator.apiUrl }).setToken(emulator.token) }),
    ).rejects.toMatchObject({ status: 502 });
    expect(emulator.messages()).toHaveLength(5);
  });
});

describe('which requests a fault meets', () => {
  test('a fault meets the first requests that match, as many as asked', async () => {
    const emulator = await emulate();
    emulator.faults.add({ kind: 'status', status: 500, times: 2 });
    await expect(create(emulator)).rejects.toMatchObject({ status: 500 });
    expect(emulator.faults.pending()).toHaveLength(1);
    await expect(create(emulator)).rejects.toMatchObject({ status: 500 });
    expect(emulator.faults.pending()).toHaveLength(0);
    await create(emulator);
    expect(emulator.messages()).toHaveLength(1);
  });

  const MATCHES: readonly [title: string, match: NonNullable<Fault['match']>, meets: boolean][] = [
    ['a route by its template', { route: 'POST /channels/:channel/messages' }, true],
    ['a template without a method', { route: '/channels/:channel/messages' }, true],
    ['not another method', { method: 'GET' }, false],
    ['not another route', { route: 'GET /users/@me' }, false],
    ['text in the body', { bodyContains: 'needle' }, true],
    ['not other text', { bodyContains: 'thread' }, false],
    ['not another channel', { channelId: '1' }, false],
    ['whatever a function says', { when: ({ path }) => path.endsWith('/messages') }, true],
  ];
  test.each(MATCHES)('a fault meets the requests of its scope: %s', async (_title, match, meets) => {
    const emulator = await emulate();
    emulator.faults.add({ kind: 'status', status: 500, match });
    const outcome = await create(emulator, 'a needle').then(
      () => false,
      () => true,
    );
    expect(outcome).toBe(meets);
    expect(emulator.faults.pending()).toHaveLength(meets ? 0 : 1);
  });

  test('a fault meets no request once cleared', async () => {
    const emulator = await emulate();
    emulator.faults.add({ kind: 'status', status: 500, times: 'always' });
    emulator.faults.clear();
    await create(emulator);
    expect(emulator.messages()).toHaveLength(1);
  });
});
