import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openCommands } from '../build/open-commands.ts';

/** An Interactions Endpoint that answers as the test says. */
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('an endpoint that does not answer PING, or takes a wrong signature, is not set', async () => {
  const { emulator } = await openCommands(async () => undefined);
  const silent = await listen((_request, response) => response.writeHead(202).end());
  await expect(emulator.endpoint.set(silent)).rejects.toThrow('PING got 202');
  const trusting = await listen((_request, response) => response.end('{"type":1}'));
  await expect(emulator.endpoint.set(trusting)).rejects.toThrow('a wrong signature got 200');
});

test('with an endpoint the gateway gets no interactions, and an answer that is not 202 without a body is said to the person', async () => {
  let seen = 0;
  const { emulator } = await openCommands(
    async () => {
      seen += 1;
    },
    { interactionDeadlineMs: 200 },
  );
  let pings = 0;
  const url = await listen((request, response) => {
    const isForged = request.headers['x-signature-ed25519'] === '0'.repeat(128);
    pings += 1;
    if (isForged) response.writeHead(401).end();
    else response.end(pings === 1 ? '{"type":1}' : 'hello');
  });
  await emulator.endpoint.set(url);
  await expect(emulator.interact.command({ name: 'ping' })).rejects.toThrow('it was refused: 200 0 hello');
  expect(seen).toBe(0);
});
