import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { channelPermissions } from '../../emulator/world/compute-permissions.ts';
import { effectivePermissions, permissionNames } from '../../src/discord/rest/effective-permissions.ts';

const SERVER = '1';
const BOT = '9';
const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const EMBED = 1n << 14n;
const HISTORY = 1n << 16n;
const ADMIN = 1n << 3n;
const NOW = Date.UTC(2026, 10, 1);

const who = (changes: Partial<Parameters<typeof effectivePermissions>[0]> = {}) => ({
  server: SERVER,
  user: BOT,
  isOwner: false,
  member: { roles: ['2', '3'], communication_disabled_until: null },
  roles: [
    { id: SERVER, permissions: String(VIEW | SEND) },
    { id: '2', permissions: String(EMBED) },
    { id: '3', permissions: String(HISTORY) },
    { id: '4', permissions: String(ADMIN) },
  ],
  ...changes,
});
const overwrite = (id: string, type: 0 | 1, { allow = 0n, deny = 0n }) => ({
  id,
  type,
  allow: String(allow),
  deny: String(deny),
});
const inRoom = { isThread: false, now: NOW };
const names = (bits: string) => [...(permissionNames(bits) ?? [])].sort();

test('the bot may do what everyone and its own roles may, and nothing of roles it does not have', () => {
  expect(names(effectivePermissions(who(), [], inRoom))).toEqual([
    'EmbedLinks',
    'ReadMessageHistory',
    'SendMessages',
    'ViewChannel',
  ]);
});

test('a channel takes away and gives: everyone first, then roles together, then the bot itself', () => {
  const overwrites = [
    overwrite(BOT, 1, { allow: EMBED }),
    overwrite('2', 0, { deny: EMBED | HISTORY }),
    overwrite('3', 0, { allow: HISTORY }),
    overwrite('4', 0, { deny: VIEW }),
    overwrite(SERVER, 0, { deny: SEND | HISTORY }),
    overwrite('8', 1, { deny: VIEW }),
  ];
  // "Embed Links" is given back, and worth nothing where it may not write.
  expect(names(effectivePermissions(who(), overwrites, inRoom))).toEqual(['ReadMessageHistory', 'ViewChannel']);
});

test('who does not see a channel may do nothing there', () => {
  expect(effectivePermissions(who(), [overwrite(SERVER, 0, { deny: VIEW })], inRoom)).toBe('0');
});

test('an administrator and an owner may do everything, whatever a channel says', () => {
  const deny = [overwrite(SERVER, 0, { deny: VIEW })];
  const admin = who({ member: { roles: ['4'], communication_disabled_until: null } });
  expect(names(effectivePermissions(admin, deny, inRoom))).toContain('ManageGuild');
  expect(names(effectivePermissions(who({ isOwner: true }), deny, inRoom))).toContain('ManageGuild');
});

test('the bot may only look in a timeout, until it is over', () => {
  const until = (iso: string) => who({ member: { roles: ['2', '3'], communication_disabled_until: iso } });
  expect(names(effectivePermissions(until('2026-11-01T00:00:01Z'), [], inRoom))).toEqual([
    'ReadMessageHistory',
    'ViewChannel',
  ]);
  expect(names(effectivePermissions(until('2026-10-31T23:59:59Z'), [], inRoom))).toContain('SendMessages');
});

test('the permissions of the bot are what the emulated Discord, which has rules of its own, says for any roles and overwrites', async () => {
  const bits = fc.subarray([VIEW, SEND, EMBED, HISTORY, 1n << 15n, 1n << 17n, 1n << 38n, 1n << 51n]);
  const sum = bits.map((list) => list.reduce((all, bit) => all | bit, 0n));
  const rule = fc.record({ allow: sum, deny: sum });
  const emulator = await startEmulator({ world: { guilds: [{ name: 'Desk', channels: [{ name: 'a' }] }] } });
  const { world } = emulator;
  const [guild] = world.guilds.values();
  const [channel] = world.channels.values();
  await emulator.stop();
  if (guild === undefined || channel === undefined) throw new Error('the world is empty');
  const own = guild.members.get(world.botId)?.roleIds ?? [];
  const holders = [guild.id, ...own, world.botId];
  const roles = fc.tuple(...[guild.id, ...own].map(() => sum));
  const rules = fc.tuple(...holders.map(() => fc.option(rule)));
  fc.assert(
    fc.property(roles, rules, fc.boolean(), (permissions, given, isThread) => {
      for (const [index, id] of [guild.id, ...own].entries()) {
        const role = guild.roles.get(id);
        if (role !== undefined) role.permissions = permissions[index] ?? 0n;
      }
      channel.overwrites = given.flatMap((entry, index) => {
        const id = holders[index] ?? '';
        return entry === null ? [] : [{ id, type: id === world.botId ? (1 as const) : (0 as const), ...entry }];
      });
      const theirs = channelPermissions(world, { ...channel, type: isThread ? 11 : 0 }, world.botId);
      const ours = effectivePermissions(
        {
          server: guild.id,
          user: world.botId,
          isOwner: false,
          member: { roles: [...own], communication_disabled_until: null },
          roles: [...guild.roles.values()].map((role) => ({ id: role.id, permissions: String(role.permissions) })),
        },
        channel.overwrites.map(({ id, type, allow, deny }) => overwrite(id, type, { allow, deny })),
        { isThread, now: NOW },
      );
      expect(ours).toBe(String(theirs));
    }),
  );
});
