import { REST, Routes } from 'discord.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Emulator } from '../../emulator/emulator.ts';
import { connectRest, emulate, firstChannel } from '../build/connect-bot.ts';

describe('the raw protocol', () => {
  async function dial(emulator: Emulator, query = '?v=10&encoding=json') {
    const { url } = (await new REST({ api: emulator.apiUrl }).setToken(emulator.token).get(Routes.gateway())) as {
      url: string;
    };
    const socket = new WebSocket(`${url}${query}`);
    const received: { op: number; t: string | null; d: { guilds?: unknown[] } }[] = [];
    socket.on('message', (data) => received.push(JSON.parse(String(data))));
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    onTestFinished(() => socket.terminate());
    const say = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
    await new Promise((resolve) => socket.on('open', resolve).on('close', resolve));
    return { socket, received, closed, say };
  }

  const IDENTIFY = { intents: 0, properties: {} };
  const CASES: readonly [
    title: string,
    code: number,
    speak: (say: (op: number, d: unknown) => void, socket: WebSocket, token: string) => void,
  ][] = [
    ['4001 for an opcode nobody knows', 4001, (say, _socket, token) => [say(2, { ...IDENTIFY, token }), say(99, null)]],
    ['4002 for what is no JSON', 4002, (_say, socket) => socket.send('{')],
    ['4002 for more than 4,096 bytes', 4002, (say) => say(2, { token: 'x'.repeat(5000) })],
    ['4003 for speaking before identifying', 4003, (say) => say(3, {})],
    ['4004 for a wrong token', 4004, (say) => say(2, { ...IDENTIFY, token: 'wrong' })],
    [
      '4005 for identifying twice',
      4005,
      (say, _socket, token) => [say(2, { ...IDENTIFY, token }), say(2, { ...IDENTIFY, token })],
    ],
    ['4008 for more than 120 sends a minute', 4008, (say) => Array.from({ length: 121 }, () => say(1, null))],
    ['4010 for a shard beyond the count', 4010, (say, _socket, token) => say(2, { ...IDENTIFY, token, shard: [2, 2] })],
  ];
  test.each(CASES)('the gateway closes with %s', async (_title, code, speak) => {
    const emulator = await emulate();
    const { closed, say, socket } = await dial(emulator);
    speak(say, socket, emulator.token);
    expect(await closed).toBe(code);
  });

  test('the gateway is not reached at all while connections are refused', async () => {
    const emulator = await emulate();
    emulator.gatewayFaults.refuseConnections(true);
    await (await dial(emulator)).closed;
    expect(emulator.gatewayLog.map(({ direction }) => direction)).toEqual(['refused']);
    emulator.gatewayFaults.refuseConnections(false);
    const { received } = await dial(emulator);
    await expect.poll(() => received[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } });
  });

  test('the gateway closes the next identifies as scripted', async () => {
    const emulator = await emulate();
    emulator.gatewayFaults.refuseIdentify(4013);
    const { closed, say } = await dial(emulator);
    say(2, { ...IDENTIFY, token: emulator.token });
    expect(await closed).toBe(4013);
  });

  test('the gateway closes with 4012 for another version', async () => {
    const { closed } = await dial(await emulate(), '?v=6');
    expect(await closed).toBe(4012);
  });

  test('the gateway resets the token when more identifies are used than the day allows', async () => {
    const emulator = await emulate({ sessionStart: { remaining: 0 } });
    const { closed, say } = await dial(emulator);
    say(2, { ...IDENTIFY, token: emulator.token });
    expect(await closed).toBe(4004);
    await expect(connectRest(emulator).get(Routes.user())).rejects.toMatchObject({ status: 401 });
  });

  test('the gateway gives each shard the servers of its own, and every interaction of theirs', async () => {
    const emulator = await emulate();
    const { guildId } = firstChannel(emulator);
    const home = Number((BigInt(guildId) >> 22n) % 2n);
    const shards = await Promise.all([0, 1].map(async () => dial(emulator)));
    for (const [index, shard] of shards.entries())
      shard.say(2, { ...IDENTIFY, token: emulator.token, shard: [index, 2] });
    await expect.poll(() => shards.every(({ received }) => received.some(({ t }) => t === 'READY'))).toBe(true);
    const guilds = shards.map(({ received }) => received.find(({ t }) => t === 'READY')?.d.guilds?.length);
    expect(guilds[home]).toBe(1);
    expect(guilds[1 - home]).toBe(0);
  });

  test('of shards with one rate-limit key the second within five seconds is refused, and tries again', async () => {
    let now = Date.now();
    const emulator = await emulate({ shards: 4, maxConcurrency: 2, machineNow: () => now });
    const info = await connectRest(emulator).get(Routes.gatewayBot());
    expect(info).toMatchObject({ shards: 4, session_start_limit: { max_concurrency: 2, remaining: 1_000 } });
    const identify = async (shard: number) => {
      const { say, received } = await dial(emulator);
      say(2, { ...IDENTIFY, token: emulator.token, shard: [shard, 4] });
      await expect.poll(() => received.length).toBeGreaterThan(1);
      return received.at(1)?.t ?? received.at(1)?.op;
    };
    expect([await identify(0), await identify(1), await identify(2)]).toEqual(['READY', 'READY', 9]);
    now += 5_000;
    expect(await identify(2)).toBe('READY');
    expect(emulator.sessions()).toBe(3);
  });
});
