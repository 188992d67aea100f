import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../emulator/emulator.ts';
import { makeSecret } from '../../src/config/secret.ts';
import { connect, type GatewayEvent } from '../../src/discord/gateway/connect.ts';
import { readLogins } from '../../src/discord/gateway/pace-logins.ts';
import { openDoor } from '../../src/discord/interactions/open-door.ts';
import { openRestConnection, type RestConnectionOptions } from '../../src/discord/rest/open-connection.ts';
import { realMachine } from '../../src/time/machine.ts';
import { alone, emulateDiscord, join, makeDispatcher } from '../build/emulate-discord.ts';

const parts = { dispatcher: Promise.resolve(makeDispatcher([])) };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Tries to connect and returns what it says to the person who runs the bot. */
async function failure(
  options: Partial<RestConnectionOptions>,
  loginTimeoutMs?: number,
): Promise<{ problem: string; message: string; printed: string }> {
  const rest = openRestConnection({
    token: makeSecret('aaaa.bbbb.cccc'),
    apiUrl: null,
    log,
    machine: realMachine(),
    ...options,
  });
  try {
    await connect(rest, {
      sharing: alone(),
      door: openDoor(rest, parts),
      ...(loginTimeoutMs === undefined ? {} : { loginTimeoutMs }),
    });
    throw new Error('it connected');
  } catch (error) {
    const { problem, message } = error as { problem: string; message: string };
    return { problem, message, printed: inspect(error) };
  } finally {
    await rest.close();
  }
}

describe('a login that cannot work', () => {
  test('a login says in one sentence that Discord does not know the token', async () => {
    const { emulator } = await emulateDiscord();
    const { problem, message, printed } = await failure({ apiUrl: emulator.apiUrl });
    expect(problem).toBe('token');
    expect(message).toContain('DISCORD_TOKEN');
    expect(printed).not.toContain('bbbb');
    expect(emulator.gatewayLog).toEqual([]);
  });

  test.each(['', 'two words', 'line\nbreak', '“quoted”'])(
    'a login says in one sentence that a token cannot be one: %j',
    async (token) => {
      const { emulator } = await emulateDiscord();
      expect(await failure({ apiUrl: emulator.apiUrl, token: makeSecret(token) })).toMatchObject({ problem: 'token' });
      expect(emulator.requests).toEqual([]);
    },
  );

  test.each([
    ['http://127.0.0.1:1/api', 'ECONNREFUSED'],
    ['http://discord.invalid/api', 'discord.invalid'],
  ])('a login says in one sentence that there is no way to %s', async (apiUrl, named) => {
    const { problem, message } = await failure({ apiUrl });
    expect(problem).toBe('network');
    expect(message).toContain(named);
  });

  test.each<[string, EmulatorOptions['sessionStart'], string]>([
    ['none', { remaining: 0, resetAfterMs: 3 * 3_600_000 }, '3 h'],
    ['a twentieth', { remaining: 50, resetAfterMs: 40 * 60_000 }, '40 min'],
  ])('a login waits, and says so, where of the day’s logins %s is left', async (_title, sessionStart, wait) => {
    const { emulator } = await emulateDiscord({ sessionStart: sessionStart ?? {} });
    const token = makeSecret(emulator.token);
    const rest = openRestConnection({ token, apiUrl: emulator.apiUrl, log, machine: realMachine() });
    const events: GatewayEvent[] = [];
    const onEvent = (event: GatewayEvent) => void events.push(event);
    const connection = await connect(rest, { sharing: alone(), door: openDoor(rest, parts), onEvent });
    expect([connection.waits, connection.isUp()]).toEqual([true, false]);
    expect(events).toMatchObject([{ kind: 'login waits', why: expect.stringContaining(`again in ${wait}`) }]);
    expect(emulator.gatewayLog).toEqual([]);
    await connection.close();
    await rest.close();
  });

  test('a login that waited for its time comes by itself, and is noted', async () => {
    const { emulator } = await emulateDiscord();
    const machine = realMachine();
    // The eleventh of the hour waits 15 seconds from the tenth.
    const tenth = machine.now() - 14_500;
    const token = makeSecret(emulator.token);
    const rest = openRestConnection({ token, apiUrl: emulator.apiUrl, log, machine });
    const ready = Promise.withResolvers<void>();
    let noted: string | null = JSON.stringify(Array.from({ length: 10 }, () => tenth));
    const connection = await connect(rest, {
      sharing: alone(),
      door: openDoor(rest, parts),
      onEvent: ({ kind }) => kind === 'ready' && ready.resolve(),
      logins: {
        recall: async () => noted,
        async revise(change) {
          noted = change(noted);
        },
      },
    });
    expect(connection.isUp()).toBe(false);
    await ready.promise;
    expect(connection.isUp()).toBe(true);
    expect(readLogins(noted)).toHaveLength(11);
    await connection.close();
    await rest.close();
  });

  test.each([
    [4004, 'token', 'DISCORD_TOKEN'],
    [4010, 'gateway', '4010'],
    [4011, 'gateway', 'too many servers'],
    [4012, 'gateway', '4012'],
    [4013, 'gateway', '4013'],
    [4014, 'gateway', 'intents'],
  ])('a login says in one sentence why the gateway closes with %i', async (code, problem, text) => {
    const { emulator } = await emulateDiscord();
    emulator.gatewayFaults.refuseIdentify(code);
    const said = await failure({ apiUrl: emulator.apiUrl, token: makeSecret(emulator.token) });
    expect(said.problem).toBe(problem);
    expect(said.message).toContain(text);
  });

  test.each([
    [{ kind: 'status', status: 503 } as const, 'network', '503'],
    [{ kind: 'status', status: 404, body: '<html>' } as const, 'refused', 'DISCORD_API_URL'],
    [{ kind: 'ban', ms: 1_000 } as const, 'refused', '10 min'],
    [{ kind: 'status', status: 200, body: 'hello' } as const, 'gateway', 'unexpected'],
  ])('a login says in one sentence why the first answer is %o', async (fault, problem, text) => {
    const { emulator } = await emulateDiscord();
    emulator.faults.add(fault);
    const said = await failure({ apiUrl: emulator.apiUrl, token: makeSecret(emulator.token) });
    expect(said).toMatchObject({ problem, message: expect.stringContaining(text) });
  });

  test('a login says in one sentence that the gateway stays silent', async () => {
    const { emulator } = await emulateDiscord();
    emulator.gatewayFaults.refuseConnections(true);
    const said = await failure({ apiUrl: emulator.apiUrl, token: makeSecret(emulator.token) }, 300);
    expect(said).toMatchObject({ problem: 'timeout', message: expect.stringContaining('did not answer') });
  });
});

describe('a connection', () => {
  async function start() {
    const emulated = await emulateDiscord();
    const events: GatewayEvent[] = [];
    const connection = await join(emulated, {
      ...parts,
      onEvent: (event) => events.push(event),
    });
    const until = (kind: GatewayEvent['kind']) => expect.poll(() => events.map((event) => event.kind)).toContain(kind);
    return { ...emulated, connection, events, until };
  }

  test('a connection is up and asks for no intent but the one that shows its servers', async () => {
    const { connection, events } = await start();
    expect(connection.isUp()).toBe(true);
    expect(events).toEqual([{ kind: 'ready' }]);
  });

  test('a connection that drops is resumed, and health can tell', async () => {
    const { emulator, connection, events, until } = await start();
    emulator.gatewayFaults.dropSockets();
    await until('resumed');
    expect(events.map(({ kind }) => kind)).toEqual(['ready', 'disconnected', 'resumed']);
    expect(connection.isUp()).toBe(true);
  });

  test('a connection whose token is gone says so, and is down for good', async () => {
    const { emulator, connection, events, until } = await start();
    emulator.gatewayFaults.closeSockets(4004);
    await until('credentials gone');
    expect(connection.isUp()).toBe(false);
    expect(JSON.stringify(events)).not.toContain(emulator.token);
  });

  test('a connection that Discord closes for another reason says that it will not come back', async () => {
    const { emulator, until } = await start();
    emulator.gatewayFaults.closeSockets(4014);
    await until('closed for good');
  });

  test('a connection that is closed on purpose notifies nobody', async () => {
    const { connection, events } = await start();
    await connection.close();
    expect(events).toEqual([{ kind: 'ready' }]);
  });
});

test('a secret shows nowhere', () => {
  const secret = makeSecret('abc.def');
  expect(
    [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), inspect(secret, { showHidden: true })].join(),
  ).not.toContain('abc.def');
  expect(String(secret)).toBe('[secret]');
  expect(secret.reveal()).toBe('abc.def');
});
