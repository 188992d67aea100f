import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../emulator/emulator.ts';
import type { SendResult } from '../../src/deliver/sender.ts';
import { BY_CODE } from '../../src/discord/rest/classify-failure.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { openRestConnection } from '../../src/discord/rest/open-connection.ts';
import { realMachine } from '../../src/time/machine.ts';
import { channelOf, type Emulated, emulateDiscord, message } from '../build/emulate-discord.ts';

type Row = readonly [status: number, code: number, expected: Partial<SendResult>];

const credentials = { kind: 'credentials' } as const;
const refused = { kind: 'refused' } as const;
const failed = { kind: 'failed' } as const;
const perhaps = { kind: 'perhaps' } as const;
const closed = (reason: string) => ({ kind: 'closed', reason }) as Partial<SendResult>;
const waits = (ms: number, scope: 'channel' | 'global' = 'channel') => ({ kind: 'wait', ms, scope }) as const;

/** Every code of the table and every status without one, as Discord sends them. */
const ROWS: readonly Row[] = [
  [401, 0, credentials],
  [401, 40001, credentials],
  [401, 50014, credentials],
  [403, 40002, credentials],
  [403, 40333, credentials],
  [404, 10003, closed('unknown channel')],
  [404, 10004, closed('unknown channel')],
  [403, 50001, closed('missing access')],
  [403, 50013, closed('missing permission')],
  [403, 50007, closed('direct messages closed')],
  [400, 50008, closed('channel closed')],
  [400, 50024, closed('channel closed')],
  [400, 50083, closed('channel closed')],
  [403, 50278, closed('direct messages closed')],
  [400, 40058, closed('channel closed')],
  [400, 160_005, closed('channel closed')],
  [403, 99_999, closed('missing access')],
  [404, 10008, { kind: 'removed' }],
  [400, 30003, refused],
  [400, 50035, refused],
  [400, 50006, refused],
  [413, 40005, refused],
  [400, 50109, refused],
  [400, 20009, refused],
  [400, 200_000, refused],
  [400, 200_001, refused],
  [400, 240_000, refused],
  [400, 99_999, refused],
  [404, 0, refused],
  [429, 20016, waits(30_000)],
  [429, 20022, waits(30_000)],
  [429, 20028, waits(30_000)],
  [400, 20029, waits(30_000)],
  [429, 40062, waits(30_000)],
  [429, 30046, failed],
  [400, 40004, failed],
  [400, 40006, failed],
  [503, 110_000, failed],
  [503, 130_000, failed],
  [500, 0, perhaps],
  [502, 0, perhaps],
  [503, 0, perhaps],
  [504, 0, perhaps],
  [520, 0, perhaps],
];

/** Answers that are not Discord's JSON, and limits with their ways to say how long. */
const PAGES: readonly (readonly [title: string, fault: FaultKind, expected: Partial<SendResult>])[] = [
  ['a limit says in its body how long', { kind: 'rate-limited', retryAfterSeconds: 0.3 }, waits(300)],
  ['a wait of nothing is no loop', { kind: 'rate-limited', retryAfterSeconds: 0 }, waits(250)],
  ['a shared limit is the channel’s', { kind: 'rate-limited', retryAfterSeconds: 1.25, scope: 'shared' }, waits(1_250)],
  [
    'a global limit is everybody’s',
    { kind: 'rate-limited', retryAfterSeconds: 2, scope: 'global' },
    waits(2_000, 'global'),
  ],
  [
    'the header counts where the body is silent',
    { kind: 'status', status: 429, body: { message: 'slow' }, headers: { 'retry-after': '7' } },
    waits(7_000),
  ],
  [
    'a wait of nonsense is not believed',
    { kind: 'status', status: 429, body: { retry_after: -5 }, headers: { 'retry-after': 'soon' } },
    waits(30_000),
  ],
  ['a short ban lasts ten minutes', { kind: 'ban', ms: 5_000 }, { kind: 'banned', ms: 600_000 }],
  [
    'a long ban lasts as told',
    { kind: 'status', status: 429, body: 'error code: 1015', headers: { 'retry-after': '66271' } },
    { kind: 'banned', ms: 66_271_000 },
  ],
  [
    // https://github.com/discordjs/discord.js/tree/main/packages/proxy
    'the limit of @discordjs/proxy, which says nothing but how long, is no ban',
    { kind: 'status', status: 429, body: '', headers: { 'retry-after': '0.75' } },
    waits(750),
  ],
  [
    // https://github.com/germanoeich/nirn-proxy#high-availability
    'the limit that nirn-proxy makes up while a node is away lasts a second',
    { kind: 'status', status: 429, body: { global: false, retry_after: 1 }, headers: { 'generated-by-proxy': 'true' } },
    waits(1_000),
  ],
  [
    'nirn-proxy gave up waiting for Discord, which may have taken it',
    { kind: 'status', status: 408, body: 'context deadline exceeded' },
    perhaps,
  ],
  ['@discordjs/proxy gave up waiting for Discord', { kind: 'status', status: 504, body: '' }, perhaps],
  ['@discordjs/proxy could not reach Discord, and says 200', { kind: 'status', status: 200, body: '' }, perhaps],
  [
    'a 403 page is a ban too',
    { kind: 'status', status: 403, body: '<html>blocked</html>' },
    { kind: 'banned', ms: 600_000 },
  ],
  ['a 404 page blames neither channel nor message', { kind: 'status', status: 404, body: 'no such site' }, failed],
  [
    'a redirect is nobody’s answer',
    { kind: 'status', status: 302, body: '', headers: { location: 'http://else/' } },
    failed,
  ],
  ['a 413 page is about the content', { kind: 'status', status: 413, body: 'too large' }, refused],
  ['a success without an id proves nothing', { kind: 'status', status: 200, body: 'hello' }, perhaps],
  ['accepted, then 500', { kind: 'accept-then-status', status: 500 }, perhaps],
  ['accepted, then 502', { kind: 'accept-then-status', status: 502 }, perhaps],
  ['accepted, then reset', { kind: 'accept-then-reset' }, perhaps],
  ['accepted, then closed', { kind: 'accept-then-close' }, perhaps],
  ['accepted, then silence', { kind: 'accept-then-hang' }, perhaps],
  ['accepted, then a body that stalls', { kind: 'headers-then-stall' }, perhaps],
  ['reset before it was accepted, which cannot be told from after', { kind: 'refuse-before' }, perhaps],
];

async function sendInto(emulated: Emulated, fault: FaultKind): Promise<SendResult> {
  const { emulator, rest } = emulated;
  emulator.faults.add({ ...fault, times: 'always' });
  return await makeSender(rest).send({ channel: channelOf(emulator), message: message(), nonce: 'n' });
}

/** Where an answer, or the rest of one, never comes, waiting for it ends soon; where it comes, it is waited for. */
const SILENT: ReadonlySet<FaultKind['kind']> = new Set(['accept-then-hang', 'headers-then-stall']);

async function meet(fault: FaultKind, expected: Partial<SendResult>): Promise<void> {
  const emulated = await emulateDiscord({}, realMachine(), SILENT.has(fault.kind) ? 250 : undefined);
  const result = await sendInto(emulated, fault);
  expect(result).toMatchObject(expected);
  expect(JSON.stringify(result)).not.toContain(emulated.emulator.token);
  // One call is one request, whatever comes of it.
  await emulated.emulator.until('the request is logged', () => emulated.emulator.requests.length > 0);
  expect(emulated.emulator.requests).toHaveLength(1);
}

describe('answers of Discord', () => {
  test.each(ROWS)('an answer of Discord with %i and code %i means %o', async (status, code, expected) => {
    await meet({ kind: 'status', status, code, message: 'As scripted' }, expected);
  });

  test('every code of the table means something', () => {
    expect([...BY_CODE.keys()].filter((code) => !ROWS.some((row) => row[1] === code))).toEqual([]);
  });
});

describe('an answer that is not plain JSON', () => {
  test.each(PAGES)('an answer that is not plain JSON has its meaning too: %s', async (_title, fault, expected) => {
    await meet(fault, expected);
  });
});

describe('requests without a connection', () => {
  const { debug, ...rest } = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  test.each([
    ['a closed port', 'http://127.0.0.1:1/api', 'ECONNREFUSED'],
    ['a name that does not exist', 'http://discord.invalid/api', 'E'],
  ])('without a connection nothing was delivered: %s', async (_title, apiUrl, reason) => {
    const connection = openRestConnection({
      token: { reveal: () => 'token.of.test' },
      apiUrl,
      log: { debug, ...rest },
      machine: realMachine(),
    });
    const result = await makeSender(connection).send({ channel: '100000000000000001', message: message(), nonce: 'n' });
    expect(result).toMatchObject({ kind: 'failed', why: expect.stringContaining(reason) });
    await connection.close();
  });

  test('a connection that was closed sends nothing', async () => {
    const { emulator, rest: connection } = await emulateDiscord();
    await connection.close();
    const result = await makeSender(connection).send({ channel: channelOf(emulator), message: message(), nonce: 'n' });
    expect(result.kind).toBe('failed');
    expect(emulator.requests).toEqual([]);
  });
});
