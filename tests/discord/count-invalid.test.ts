import { expect, test } from 'vitest';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { countInvalid, INVALID_STOP, INVALID_WINDOW_MS, openTransport } from '../../src/discord/rest/transport.ts';
import { realMachine } from '../../src/time/machine.ts';
import { channelOf, emulateDiscord, message } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

test('refused requests are 401, 403 and 429, but not those of a shared limit', () => {
  const invalid = countInvalid(handMachine());
  for (const status of [200, 400, 401, 403, 404, 429, 500]) invalid.note(status, null);
  invalid.note(429, 'shared');
  invalid.note(429, 'global');
  expect(invalid.count()).toBe(4);
});

test('refused requests count for ten minutes', () => {
  const machine = handMachine();
  const invalid = countInvalid(machine);
  invalid.note(403, null);
  machine.advance(INVALID_WINDOW_MS - 1);
  expect(invalid.count()).toBe(1);
  machine.advance(1);
  expect(invalid.count()).toBe(0);
});

test('refused requests stop all requests at 2,000, until enough of them are ten minutes old', () => {
  const machine = handMachine();
  const invalid = countInvalid(machine);
  invalid.note(403, null);
  machine.advance(60_000);
  for (let i = 1; i < INVALID_STOP - 1; i += 1) invalid.note(403, null);
  expect(invalid.barredMs()).toBe(0);
  invalid.note(403, null);
  expect(invalid.barredMs()).toBe(INVALID_WINDOW_MS - 60_000);
  machine.advance(INVALID_WINDOW_MS - 60_000);
  expect(invalid.barredMs()).toBe(0);
  expect(invalid.count()).toBe(INVALID_STOP - 1);
});

test('refused requests are counted by the emulator as Discord counts them', async () => {
  const { emulator, rest } = await emulateDiscord();
  const channel = channelOf(emulator);
  emulator.faults.add({ kind: 'status', status: 403, code: 50013 });
  emulator.faults.add({ kind: 'rate-limited', retryAfterSeconds: 1, scope: 'shared' });
  emulator.faults.add({ kind: 'status', status: 404, code: 10003 });
  for (const nonce of ['a', 'b', 'c']) await makeSender(rest).send({ channel, message: message(), nonce });
  expect(emulator.invalidRequests()).toBe(1);
});

test('a limit of a proxy, which has not asked Discord, is no refused request', async () => {
  const { emulator, rest } = await emulateDiscord();
  const channel = channelOf(emulator);
  const limit = { kind: 'status', status: 429, body: '', headers: { 'retry-after': '0.25' } } as const;
  emulator.faults.add({ ...limit, times: INVALID_STOP });
  for (let index = 0; index < INVALID_STOP; index += 1)
    await makeSender(rest).send({ channel, message: message(), nonce: 'a' });
  expect(await makeSender(rest).send({ channel, message: message(), nonce: 'b' })).toMatchObject({ kind: 'sent' });
});

test('refused requests hold back everything but answers to interactions', async () => {
  const { emulator } = await emulateDiscord();
  const invalid = { note: () => undefined, count: () => INVALID_STOP, barredMs: () => 5_000 };
  const limits = { timeoutMs: 10_000, requestsPerSecond: 50 };
  const transport = openTransport({
    ...{ machine: realMachine(), invalid, ...limits, proxies: null },
    onDate: () => undefined,
  });
  const post = (path: string) =>
    transport.makeRequest(`${emulator.apiUrl}/v10${path}`, { method: 'POST', headers: {} });
  await expect(post('/channels/100000000000000001/messages')).rejects.toMatchObject({
    name: 'RequestBarred',
    waitMs: 5_000,
  });
  expect(emulator.requests).toEqual([]);
  await expect(post('/interactions/1/a/callback')).rejects.toMatchObject({ name: 'RequestRefused' });
  await expect(post('/webhooks/1/a')).rejects.toMatchObject({ name: 'RequestRefused' });
  await transport.close();
});

test('refused requests make a send wait, for everybody', async () => {
  const machine = handMachine();
  const { emulator, rest } = await emulateDiscord({}, machine);
  const channel = channelOf(emulator);
  emulator.faults.add({ kind: 'status', status: 403, code: 50013, times: 'always' });
  const sender = makeSender(rest);
  // In parts, so that none waits longer than a request may take.
  for (let refused = 0; refused < INVALID_STOP; refused += 100) {
    const ask = (_: unknown, i: number) => rest.sends.get(`/channels/${BigInt(channel) + BigInt(refused + i)}`);
    await Promise.allSettled(Array.from({ length: 100 }, ask));
  }
  const before = emulator.requests.length;
  expect(await sender.send({ channel, message: message(), nonce: 'n' })).toMatchObject({
    kind: 'wait',
    scope: 'global',
    ms: INVALID_WINDOW_MS,
  });
  expect(emulator.requests).toHaveLength(before);
});
