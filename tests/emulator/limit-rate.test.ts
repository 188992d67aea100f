import { Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Counting, Emulator } from '../../emulator/emulator.ts';
import { createInvalidCount } from '../../emulator/rest/answer-limits.ts';
import { createRateLimits } from '../../emulator/rest/limit-rate.ts';
import { connectBot, connectRest, emulate, firstChannel, settableClock } from '../build/connect-bot.ts';

/** On a whole second, so that the fixed count begins there. */
const START = 1_760_000_000_000;

function ask(emulator: Emulator, path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' };
  return fetch(`${emulator.apiUrl}/v10${path}`, { ...init, headers: { ...headers, ...init.headers } });
}

function create(emulator: Emulator, channelId = firstChannel(emulator).channelId) {
  return ask(emulator, `/channels/${channelId}/messages`, { method: 'POST', body: JSON.stringify({ content: 'a' }) });
}

describe('the global limit', () => {
  /** Takes at these times, ms after START; which were let through. */
  function takeAt(counting: Counting, times: readonly number[]): string {
    const clock = settableClock(START);
    const limits = createRateLimits({ globalLimit: { perSecond: 2, counting } }, clock.now);
    let last = 0;
    return times
      .map((time) => {
        clock.move(time - last);
        last = time;
        return limits.takeGlobal() === undefined ? 'y' : 'n';
      })
      .join('');
  }

  test('a global limit counted by fixed seconds starts anew with each second of the clock', () => {
    expect(takeAt('fixed', [900, 950, 999, 1000, 1001, 1002])).toBe('yynyyn');
  });

  test('a global limit counted by a sliding second looks back a whole second from each request', () => {
    expect(takeAt('sliding', [900, 950, 999, 1000, 1899, 1900, 1949, 1950])).toBe('yynnnyny');
  });

  test('a global limit counted by a token bucket refills evenly', () => {
    expect(takeAt('bucket', [0, 0, 0, 499, 500, 501, 1000])).toBe('yynnyny');
  });

  test('the global limit says how long to wait', () => {
    const clock = settableClock(START);
    const limits = createRateLimits({ globalLimit: { perSecond: 1, counting: 'sliding' } }, clock.now);
    limits.takeGlobal();
    clock.move(400);
    expect(limits.takeGlobal()).toBe(600);
  });

  test('the global limit answers the 51st request of a second with a global 429', async () => {
    const emulator = await emulate({ machineNow: () => START });
    for (let i = 0; i < 50; i += 1) expect((await ask(emulator, '/users/@me')).status).toBe(200);
    const refused = await ask(emulator, '/users/@me');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-global')).toBe('true');
    expect(refused.headers.get('x-ratelimit-scope')).toBe('global');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ retry_after: 1, global: true });
  });

  test('the global limit does not bind interaction endpoints', async () => {
    const emulator = await emulate({ globalLimit: { perSecond: 1, counting: 'fixed' }, machineNow: () => START });
    expect((await ask(emulator, '/users/@me')).status).toBe(200);
    expect((await ask(emulator, '/users/@me')).status).toBe(429);
    expect((await ask(emulator, '/interactions/1/x/callback', { method: 'POST', body: '{"type":5}' })).status).toBe(
      404,
    );
    expect(
      (await ask(emulator, `/webhooks/${emulator.applicationId}/x`, { method: 'POST', body: '{"content":"a"}' }))
        .status,
    ).toBe(404);
  });
});

describe('the limit of a channel', () => {
  test('the limit of a channel stands in the headers and refuses the sixth create in five seconds', async () => {
    const clock = settableClock(START);
    const emulator = await emulate({ machineNow: clock.now });
    const first = await create(emulator);
    const { headers } = first;
    expect([
      headers.get('x-ratelimit-limit'),
      headers.get('x-ratelimit-remaining'),
      headers.get('x-ratelimit-reset-after'),
    ]).toEqual(['5', '4', '5.000']);
    for (let i = 0; i < 4; i += 1) expect((await create(emulator)).status).toBe(200);
    clock.move(1250);
    const refused = await create(emulator);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    expect(refused.headers.get('x-ratelimit-global')).toBeNull();
    expect(refused.headers.get('retry-after')).toBe('4');
    expect(await refused.json()).toMatchObject({ retry_after: 3.75, global: false });
    clock.move(3750);
    expect((await create(emulator)).status).toBe(200);
  });

  test('the limit of one channel leaves the others alone', async () => {
    const emulator = await emulate({ channelLimit: { creates: 1, perMs: 5000 }, machineNow: () => START });
    const other = emulator.change.addChannel(firstChannel(emulator).guildId, { name: 'other' });
    expect((await create(emulator)).status).toBe(200);
    expect((await create(emulator)).status).toBe(429);
    expect((await create(emulator, other.id)).status).toBe(200);
  });

  test('the limit of a channel is obeyed by discord.js without a single 429', async () => {
    const emulator = await emulate({ channelLimit: { creates: 2, perMs: 60 } });
    const rest = connectRest(emulator, { offset: 10 });
    const { channelId } = firstChannel(emulator);
    await Promise.all(
      Array.from({ length: 5 }, () => rest.post(Routes.channelMessages(channelId), { body: { content: 'a' } })),
    );
    expect(emulator.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(emulator.messages()).toHaveLength(5);
  });

  test('the limit of a channel can be switched off', async () => {
    const emulator = await emulate({ channelLimit: 'off', globalLimit: 'off' });
    const answers = await Promise.all(Array.from({ length: 60 }, () => create(emulator)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers[0]?.headers.has('x-ratelimit-limit')).toBe(false);
  });
});

describe('invalid requests', () => {
  test('invalid requests are 401, 403 and 429 of the last ten minutes, but for shared limits', async () => {
    const clock = settableClock(START);
    const emulator = await emulate({ machineNow: clock.now });
    const { channelId } = firstChannel(emulator);
    await ask(emulator, '/users/@me', { headers: { authorization: 'Bot wrong' } });
    emulator.change.setBotOverwrite(channelId, { deny: 1n << 11n });
    await create(emulator);
    emulator.faults.add({ kind: 'rate-limited', retryAfterSeconds: 1 });
    emulator.faults.add({ kind: 'rate-limited', retryAfterSeconds: 1, scope: 'shared' });
    await create(emulator);
    await create(emulator);
    await ask(emulator, '/nowhere');
    expect(emulator.invalidRequests()).toBe(3);
    clock.move(600_000);
    expect(emulator.invalidRequests()).toBe(0);
  });

  test('10,000 invalid requests bring a ban of ten minutes, one fewer does not', () => {
    const clock = settableClock(START);
    const invalid = createInvalidCount(clock.now);
    for (let i = 0; i < 9999; i += 1) invalid.note({ status: 403 });
    expect(invalid.bannedForMs()).toBeUndefined();
    invalid.note({ status: 401 });
    expect(invalid.bannedForMs()).toBe(600_000);
    clock.move(600_000);
    expect(invalid.bannedForMs()).toBeUndefined();
  });

  test('during a ban everything is refused, in plain text and without Discord’s headers', async () => {
    const emulator = await emulate({ globalLimit: 'off', channelLimit: 'off', machineNow: () => START });
    emulator.faults.add({ kind: 'ban', ms: 3_600_000 });
    await create(emulator);
    const banned = await create(emulator);
    expect(banned.status).toBe(429);
    expect(banned.headers.get('content-type')).toMatch('text/plain');
    expect(banned.headers.get('retry-after')).toBe('3600');
    expect([...banned.headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    expect(emulator.messages()).toEqual([]);
  });
});

describe('the day’s clock and the delay', () => {
  test('every answer carries a Date header, the one that was asked for', async () => {
    const emulator = await emulate({ dateHeader: () => new Date(Date.UTC(2025, 9, 31)) });
    expect((await ask(emulator, '/users/@me')).headers.get('date')).toBe('Fri, 31 Oct 2025 00:00:00 GMT');
  });

  test('every request waits as long as asked', async () => {
    const asked: string[] = [];
    const latencyMs = ({ method, path }: { method: string; path: string }) => {
      asked.push(`${method} ${path}`);
      return 30;
    };
    const emulator = await emulate({ latencyMs });
    await connectBot(emulator);
    await ask(emulator, '/users/@me');
    expect(asked).toContain('GET /users/@me');
    expect(emulator.requests.every(({ tookMs }) => tookMs >= 29)).toBe(true);
  });
});
