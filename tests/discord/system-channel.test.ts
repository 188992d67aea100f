import { expect, test } from 'vitest';
import { systemChannel } from '../../src/discord/rest/reach-person.ts';
import { emulateDiscord } from '../build/emulate-discord.ts';

const GUILD = '1428000000000000001';
const CHANNEL = '1429000000000000001';

async function start(system: string | null) {
  const channels = [{ id: CHANNEL, name: 'lobby' }];
  const seed = { id: GUILD, name: 'Desk', channels, ...(system === null ? {} : { systemChannel: system }) };
  const emulated = await emulateDiscord({ world: { guilds: [seed] } });
  const slots: number[] = [];
  const slot = async () => {
    slots.push(emulated.emulator.requests.length);
    return true;
  };
  return { ...emulated, slots, slot };
}

test('the channel into which Discord writes is found with one request, and one slot before it', async () => {
  const { emulator, rest, slots, slot } = await start('lobby');
  expect(await systemChannel(rest, slot, GUILD)).toBe(CHANNEL);
  expect(await systemChannel(rest, slot, GUILD)).toBe(CHANNEL);
  expect(slots).toEqual([0, 1]);
  expect(emulator.requests.map(({ route }) => route)).toEqual(['GET /guilds/:guild', 'GET /guilds/:guild']);
});

test('a server without one has none', async () => {
  const { rest, slot, said } = await start(null);
  expect(await systemChannel(rest, slot, GUILD)).toBeNull();
  expect(said).toEqual([]);
});

test('without a slot nothing is asked', async () => {
  const { emulator, rest } = await start('lobby');
  expect(await systemChannel(rest, async () => false, GUILD)).toBeNull();
  expect(emulator.requests).toEqual([]);
});

test.for([
  { kind: 'status', status: 403, code: 50001 },
  { kind: 'rate-limited', retryAfterSeconds: 3, scope: 'global' },
  { kind: 'status', status: 200, body: 'a page' },
  { kind: 'refuse-before' },
] as const)('when Discord does not say, none is known: %o', async (fault) => {
  const { emulator, rest, slot } = await start('lobby');
  emulator.faults.add(fault);
  expect(await systemChannel(rest, slot, GUILD)).toBeNull();
});

test('why Discord did not say stands in the log', async () => {
  const { emulator, rest, slot, said } = await start('lobby');
  emulator.faults.add({ kind: 'status', status: 403, code: 50001, message: 'Missing Access' });
  await systemChannel(rest, slot, GUILD);
  expect(said).toMatchObject([{ level: 'warn', fields: { guild: GUILD, why: expect.stringContaining('50001') } }]);
});
