import { expect, onTestFinished, test } from 'vitest';
import { isInteraction, openDoor } from '../../src/discord/interactions/open-door.ts';
import { serveInteractions } from '../../src/http/serve-interactions.ts';
import { emulateDiscord, makeDispatcher, plainCommand, rootsOf, say } from '../build/emulate-discord.ts';

/** An application whose one command `go` is answered by `handle`, and which Discord reaches over HTTP alone. */
async function open(handle: () => Promise<string>) {
  const emulated = await emulateDiscord();
  const { emulator, rest, said } = emulated;
  const commands = [plainCommand('go', async () => say(await handle()))];
  const door = openDoor(rest, { dispatcher: Promise.resolve(makeDispatcher(commands, [], rootsOf(commands))) });
  const take = (body: unknown): boolean => {
    if (isInteraction(body)) door.take(body);
    return isInteraction(body);
  };
  const { publicKey } = emulator.endpoint;
  const parts = { publicKey, take, now: Date.now, log: rest.log };
  const server = await serveInteractions({ host: '127.0.0.1', port: 0 }, parts);
  onTestFinished(() => server.close());
  await emulator.endpoint.set(server.address);
  const post = async (interaction: object) => {
    const body = JSON.stringify(interaction);
    return fetch(server.address, { method: 'POST', body, headers: emulator.endpoint.sign(body, Date.now()) });
  };
  const callbacks = () => emulator.requests.filter(({ route }) => route.endsWith('/callback')).length;
  return { emulator, door, post, said, callbacks };
}

const COMMAND = { id: '1', application_id: '2', token: 't', type: 2, data: { type: 1, name: 'go' }, guild_id: '7' };

test('a handler that is slow is deferred within three seconds, and its answer follows', async () => {
  const slow = Promise.withResolvers<string>();
  const { emulator } = await open(() => slow.promise);
  // Registered by hand: only its answer is looked at here.
  const asked = fetch(`${emulator.apiUrl}/v10/applications/${emulator.applicationId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
    body: JSON.stringify([{ name: 'go', description: 'Goes' }]),
  });
  expect((await asked).status).toBe(200);
  const deferred = await emulator.interact.command({ name: 'go', until: 'acknowledged' });
  expect([deferred.callbackType, deferred.ephemeral]).toEqual([5, true]);
  slow.resolve('Here at last');
  await emulator.until('the answer', () => deferred.content === 'Here at last');
  expect(deferred.errors).toEqual([]);
  expect(emulator.violations).toEqual([]);
});

test('a request that comes twice, recorded and sent again by whomever, is carried out once', async () => {
  let runs = 0;
  const { post, door } = await open(async () => {
    runs += 1;
    return `Run ${runs}`;
  });
  expect([(await post(COMMAND)).status, (await post(COMMAND)).status]).toEqual([202, 202]);
  await door.settle();
  expect(runs).toBe(1);
});

test.each([
  ['an unknown type', { ...COMMAND, type: 99 }],
  ['no token', { ...COMMAND, token: undefined }],
  ['data that is a list', { ...COMMAND, data: [] }],
  ['nothing at all', {}],
])('a signed interaction with %s gets 400, is not answered, and the log says nothing of it', async (_title, odd) => {
  const { post, callbacks, said } = await open(async () => 'Never');
  expect((await post(odd)).status).toBe(400);
  expect(callbacks()).toBe(0);
  expect(JSON.stringify(said)).not.toMatch(/99|"go"/);
  expect((await post(COMMAND)).status).toBe(202);
});
