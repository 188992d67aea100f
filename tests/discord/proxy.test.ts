import { createServer } from 'node:http';
import { type AddressInfo, connect as dial } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { makeSecret } from '../../src/config/secret.ts';
import { connect } from '../../src/discord/gateway/connect.ts';
import { openDoor } from '../../src/discord/interactions/open-door.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { openRestConnection } from '../../src/discord/rest/open-connection.ts';
import { realMachine } from '../../src/time/machine.ts';
import { alone, channelOf, emulateDiscord, makeDispatcher, message } from '../build/emulate-discord.ts';

/** A proxy that tunnels for who knows its password, and the hosts that it was asked for. */
async function startProxy(): Promise<{ address: string; asked: string[]; refused: () => number }> {
  const open = new Set<Duplex>();
  const asked: string[] = [];
  let refused = 0;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket, head) => {
    const expected = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) {
      refused += 1;
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    asked.push(request.url ?? '');
    const [host = '', port = '0'] = (request.url ?? '').split(':');
    const there = dial(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.write(head);
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
    open.add(socket);
    socket.on('error', () => there.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, refused: () => refused };
}

async function openThrough(proxy: string | null, except = '') {
  const { emulator } = await emulateDiscord();
  const address = proxy === null ? null : makeSecret(`http://me:secret@${proxy}`);
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const rest = openRestConnection({
    ...{ token: { reveal: () => emulator.token }, apiUrl: emulator.apiUrl, log, machine: realMachine() },
    proxies: { http: address, https: address, except },
  });
  onTestFinished(() => rest.close());
  return { emulator, rest, host: new URL(emulator.apiUrl).host };
}

test('requests and the gateway go through the proxy, which is told its password', async () => {
  const proxy = await startProxy();
  const { emulator, rest, host } = await openThrough(proxy.address);
  const connection = await connect(rest, {
    sharing: alone(),
    door: openDoor(rest, { dispatcher: Promise.resolve(makeDispatcher([])) }),
  });
  onTestFinished(() => connection.close());
  const sent = await makeSender(rest).send({ channel: channelOf(emulator), message: message(), nonce: 'a' });
  expect(sent.kind).toBe('sent');
  expect(new Set(proxy.asked)).toEqual(new Set([host]));
  // One socket of the gateway, and one at least for each of the two ways of requests.
  expect(proxy.asked.length).toBeGreaterThanOrEqual(3);
  expect(proxy.refused()).toBe(0);
});

test('a host that is excepted is reached without the proxy', async () => {
  const proxy = await startProxy();
  const { emulator, rest } = await openThrough(proxy.address, 'localhost,127.0.0.1');
  const sent = await makeSender(rest).send({ channel: channelOf(emulator), message: message(), nonce: 'a' });
  expect([sent.kind, proxy.asked]).toEqual(['sent', []]);
});

test('a proxy that cannot be reached makes a request fail, surely unsent', async () => {
  const { emulator, rest } = await openThrough('127.0.0.1:1');
  const sent = await makeSender(rest).send({ channel: channelOf(emulator), message: message(), nonce: 'a' });
  expect([sent.kind, emulator.requests.length]).toEqual(['failed', 0]);
});
