import { createServer } from 'node:http';
import { type AddressInfo, connect as dial } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { makeCertificates } from '../build/make-certificates.ts';
import { serveProgram } from '../build/serve-program.ts';

const WITHIN_MS = 120_000;

test(
  'with NODE_EXTRA_CA_CERTS a certificate of an authority of one’s own is good, for requests and for the gateway',
  async () => {
    const { authority, key, cert } = await makeCertificates(['IP:127.0.0.1']);
    const { bot, emulator, channels } = await serveProgram({
      discord: { tls: { key, cert } },
      env: { NODE_EXTRA_CA_CERTS: authority },
    });
    expect(emulator.apiUrl).toMatch(/^https:/);
    await bot.says('Datewatch is running.');
    await expect.poll(() => emulator.messages(channels[0])).toHaveLength(1);
  },
  WITHIN_MS,
);

test(
  'without it the program says whose certificate it does not trust and what to do, and sends nothing',
  async () => {
    const { key, cert } = await makeCertificates(['IP:127.0.0.1']);
    const { bot, emulator } = await serveProgram({ discord: { tls: { key, cert } }, args: ['start', '--keep-trying'] });
    await bot.says('It tries again by itself');
    expect(bot.out()).toMatch(/The certificate of 127\.0\.0\.1:\d+ is signed by nobody this machine knows/);
    expect(bot.out()).toContain('NODE_EXTRA_CA_CERTS');
    expect(emulator.requests).toEqual([]);
  },
  WITHIN_MS,
);

/** A proxy that tunnels to one port of this machine, whatever host it is asked for: nothing else knows that name. */
async function startProxy(): Promise<{
  readonly address: string;
  readonly asked: string[];
  leadTo(port: number): void;
}> {
  const asked: string[] = [];
  const open = new Set<Duplex>();
  let port = 0;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket, head) => {
    asked.push(request.url ?? '');
    const there = dial(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.write(head);
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
    socket.on('error', () => there.destroy());
    open.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const leadTo = (to: number): void => {
    port = to;
  };
  const { port: own } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${own}`, asked, leadTo };
}

test(
  'with HTTPS_PROXY everything to Discord goes through the proxy, by the name that only it knows, and the pages stay here',
  async () => {
    const { authority, key, cert } = await makeCertificates(['DNS:discord.test']);
    const proxy = await startProxy();
    const { bot, emulator, channels, get } = await serveProgram({
      discord: { tls: { key, cert }, name: 'discord.test' },
      prepare: ({ apiUrl }) => proxy.leadTo(Number(new URL(apiUrl).port)),
      // A simulated clock is for a Discord on this machine alone.
      env: { NODE_EXTRA_CA_CERTS: authority, HTTPS_PROXY: proxy.address },
      realClock: true,
    });
    await bot.says('Datewatch is running.');
    const { host } = new URL(emulator.apiUrl);
    expect(new Set(proxy.asked)).toEqual(new Set([host]));
    expect(proxy.asked.length).toBeGreaterThanOrEqual(2);
    expect(emulator.messages(channels[0])).toEqual([]);
    await expect.poll(async () => (await get('/readyz')).status).toBe(200);
  },
  WITHIN_MS,
);

test(
  'where Discord and its own pages have IPv6 addresses only, it runs and answers',
  async () => {
    const { bot, emulator, channels, get } = await serveProgram({
      discord: { host: '::1' },
      env: { DATEWATCH_HTTP_HOST: '::1' },
    });
    expect(emulator.apiUrl).toMatch(/^http:\/\/\[::1\]:/);
    await bot.says('Datewatch is running.');
    await expect.poll(() => emulator.messages(channels[0])).toHaveLength(1);
    await expect.poll(async () => (await get('/healthz')).status).toBe(200);
    expect(new URL((await get('/healthz')).url).hostname).toBe('[::1]');
  },
  WITHIN_MS,
);
