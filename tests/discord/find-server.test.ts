import { expect, test } from 'vitest';
import type { WorldSeed } from '../../emulator/world/world.ts';
import { makeServerFinder } from '../../src/discord/rest/find-server.ts';
import { emulateDiscord } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

const atOnce = async () => true;
const GUILD = '400000000000000001';
const OPEN = '400000000000000011';
const HIDDEN = '400000000000000012';
const THREAD = '400000000000000013';
const ELSEWHERE = '400000000000000021';
const ROLE = '400000000000000031';

const WORLD: WorldSeed = {
  guilds: [
    {
      id: GUILD,
      name: 'Desk',
      roles: [{ id: ROLE, name: 'readers', mentionable: true }],
      channels: [
        { id: OPEN, name: 'open', type: 5 },
        { id: HIDDEN, name: 'hidden' },
      ],
    },
    { name: 'Other', channels: [{ id: ELSEWHERE, name: 'elsewhere' }] },
  ],
};

test('a server as Discord describes it has its channels with what the bot may do there, its roles, and Discord’s time', async () => {
  const { emulator, rest } = await emulateDiscord({ world: WORLD });
  emulator.change.setBotOverwrite(HIDDEN, { deny: 1n << 10n });
  emulator.change.setBotOverwrite(OPEN, { deny: 1n << 14n });
  emulator.change.addChannel(GUILD, { id: THREAD, name: 'thread', type: 11, parent: 'open' });
  const find = makeServerFinder(rest, atOnce);
  const found = await find(GUILD, [OPEN, HIDDEN, THREAD, ELSEWHERE, '499999999999999999']);
  expect(found?.channels).toMatchObject([
    { id: OPEN, channel: { id: OPEN, name: 'open', kind: 'announcement', callerMay: null } },
    { id: HIDDEN, channel: { id: HIDDEN, name: 'hidden', kind: 'text' } },
    { id: THREAD, channel: { id: THREAD, name: 'thread', kind: 'thread' } },
    { id: ELSEWHERE, channel: null },
    { id: '499999999999999999', channel: null },
  ]);
  const may = (at: number) => [...(found?.channels[at]?.channel?.botMay ?? [])];
  expect(may(0)).toContain('SendMessages');
  expect(may(0)).not.toContain('EmbedLinks');
  expect(may(1)).toEqual([]);
  expect(may(2)).toContain('SendMessagesInThreads');
  expect(may(2)).not.toContain('EmbedLinks');
  expect(found?.roles).toEqual([
    { id: GUILD, name: '@everyone', mentionable: false, everyone: true },
    expect.objectContaining({ everyone: false }),
    { id: ROLE, name: 'readers', mentionable: true, everyone: false },
  ]);
  expect(Math.abs(found?.clockAheadMs ?? 9_999)).toBeLessThanOrEqual(1_000);
  expect(emulator.violations).toEqual([]);
});

test('a server as Discord describes it gives how far the machine’s clock is ahead of Discord’s', async () => {
  const { rest } = await emulateDiscord({ world: WORLD, dateHeader: () => new Date(Date.now() - 300_000) });
  const found = await makeServerFinder(rest, atOnce)(GUILD, []);
  expect(Math.abs((found?.clockAheadMs ?? 0) - 300_000)).toBeLessThanOrEqual(1_000);
});

test('a server is not known where there are no slots for the questions', async () => {
  const { emulator, rest } = await emulateDiscord({ world: WORLD });
  expect(await makeServerFinder(rest, async () => false)(GUILD, [OPEN])).toBeNull();
  expect(emulator.requests).toEqual([]);
});

test('a server is not known where the bot is not in it', async () => {
  const { rest } = await emulateDiscord({ world: WORLD });
  expect(await makeServerFinder(rest, atOnce)('499999999999999999', [OPEN])).toBeNull();
});

test('a server is not known where Discord is in trouble, and is asked for anew the next time', async () => {
  const { emulator, rest } = await emulateDiscord({ world: WORLD });
  const find = makeServerFinder(rest, atOnce);
  emulator.faults.add({ kind: 'status', status: 503, match: { route: '/guilds/:guild/channels' } });
  expect(await find(GUILD, [OPEN])).toBeNull();
  expect(await find(GUILD, [OPEN])).not.toBeNull();
});

test('a server is not known where Discord does not answer within 1.2 seconds', async () => {
  const machine = handMachine();
  const { emulator, rest } = await emulateDiscord({ world: WORLD }, machine);
  emulator.faults.add({ kind: 'accept-then-hang', match: { route: '/guilds/:guild' } });
  const finding = makeServerFinder(rest, atOnce)(GUILD, [OPEN]);
  await emulator.until('the question', () => emulator.requests.some(({ path }) => path.endsWith('/channels')));
  machine.advance(1_200);
  expect(await finding).toBeNull();
});

test('threads are asked for one by one, and no more than twenty', async () => {
  const { emulator, rest } = await emulateDiscord({ world: WORLD });
  const gone = Array.from({ length: 40 }, (_, index) => `4000000000000001${String(index).padStart(2, '0')}`);
  const found = await makeServerFinder(rest, atOnce)(GUILD, gone);
  expect(found?.channels.every(({ channel }) => channel === null)).toBe(true);
  expect(emulator.requests.filter(({ route }) => route === 'GET /channels/:channel')).toHaveLength(20);
});
