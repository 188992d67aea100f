import { createConnection } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createInteractionsEndpoint } from '../../emulator/people/send-over-http.ts';
import { serveInteractions } from '../../src/http/serve-interactions.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const NOW = Date.UTC(2026, 4, 4, 12);
const COMMAND = JSON.stringify({ id: '1', type: 2, text: '한글' });

/** The endpoint of an application on loopback, and Discord's own key. */
async function open(takes: (interaction: unknown) => boolean = () => true) {
  const taken: unknown[] = [];
  const discord = createInteractionsEndpoint(() => NOW);
  const take = (interaction: unknown): boolean => {
    if (takes(interaction)) taken.push(interaction);
    return takes(interaction);
  };
  const parts = { publicKey: discord.publicKey, take, now: () => NOW, log };
  const server = await serveInteractions({ host: '127.0.0.1', port: 0 }, parts);
  onTestFinished(() => server.close());
  const post = async (body: string, headers: Readonly<Record<string, string>>, path = '/') => {
    const answer = await fetch(`${server.address}${path}`, { method: 'POST', body, headers });
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
  };
  return { discord, taken, post, address: server.address };
}

test('a PING with a good signature is answered with a PONG, as JSON', async () => {
  const { discord, post, taken } = await open();
  const ping = JSON.stringify({ type: 1 });
  const { status, text, type } = await post(ping, discord.sign(ping, NOW));
  expect([status, JSON.parse(text), type]).toEqual([200, { type: 1 }, 'application/json; charset=utf-8']);
  expect(taken).toEqual([]);
});

test.each(['/', '/interactions', '/any/path?query=1'])(
  'what Discord has signed is accepted with 202 and no body at %s, letter for letter',
  async (path) => {
    const { discord, post, taken } = await open();
    expect(await post(COMMAND, discord.sign(COMMAND, NOW), path)).toMatchObject({ status: 202, text: '' });
    expect(taken).toEqual([{ id: '1', type: 2, text: '한글' }]);
  },
);

const other = createInteractionsEndpoint(() => NOW);
const cases: [string, (good: Readonly<Record<string, string>>) => Readonly<Record<string, string>>][] = [
  ['without headers', () => ({})],
  ['without a timestamp', ({ 'x-signature-ed25519': signature = '' }) => ({ 'x-signature-ed25519': signature })],
  ['signed by another key', () => other.sign(COMMAND, NOW)],
  ['whose signature is of another body', () => other.sign(`${COMMAND} `, NOW)],
  ['whose signature is no hexadecimal', (good) => ({ ...good, 'x-signature-ed25519': 'z'.repeat(128) })],
  ['whose signature is short', (good) => ({ ...good, 'x-signature-ed25519': 'ab' })],
  ['whose timestamp was moved by a second', (good) => ({ ...good, 'x-signature-timestamp': String(NOW / 1000 + 1) })],
  ['whose timestamp is no number', (good) => ({ ...good, 'x-signature-timestamp': '1e9' })],
];
test.each(cases)('a request %s gets 401 and is not taken', async (_title, headersOf) => {
  const { discord, post, taken } = await open();
  expect(await post(COMMAND, headersOf(discord.sign(COMMAND, NOW)))).toMatchObject({ status: 401, text: '' });
  expect(taken).toEqual([]);
});

test.each([
  [-299_000, 202],
  [299_000, 202],
  [-301_000, 401],
  [301_000, 401],
])('a request that was signed %i ms from now gets %i: a recorded one is worth nothing later', async (ms, status) => {
  const { discord, post } = await open();
  expect((await post(COMMAND, discord.sign(COMMAND, NOW + ms))).status).toBe(status);
});

test.each(['', '{', '"text"', 'null', '[1]', '\u0000\u0001'])(
  'a signed body that is no interaction gets 400: %j',
  async (body) => {
    const { discord, post } = await open((interaction) => interaction !== null && typeof interaction === 'object');
    expect((await post(body, discord.sign(body, NOW))).status).toBe(400);
  },
);

test('a body over the limit is refused before it is read, and the next request is answered', async () => {
  const { discord, post } = await open();
  const big = JSON.stringify({ type: 2, text: 'x'.repeat(300 * 1_024) });
  expect((await post(big, discord.sign(big, NOW))).status).toBe(413);
  expect((await post(COMMAND, discord.sign(COMMAND, NOW))).status).toBe(202);
});

test('a body that never ends, without a signature, is not waited for', async () => {
  const { address } = await open();
  const { port } = new URL(address);
  const socket = createConnection(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\nx');
  const [head] = (await new Promise<Buffer>((resolve) => socket.once('data', resolve))).toString().split('\r\n');
  expect(head).toBe('HTTP/1.1 401 Unauthorized');
});

test.each([
  ['GET', '/healthz', 200],
  ['GET', '/', 404],
  ['PUT', '/', 404],
])('%s %s gets %i: nothing but health is there to be looked at', async (method, path, status) => {
  const { address } = await open();
  expect((await fetch(`${address}${path}`, { method })).status).toBe(status);
});
