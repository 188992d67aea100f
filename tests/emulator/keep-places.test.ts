import { Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { connectRest, emulate, firstChannel, refusalOf, userNamed } from '../build/connect-bot.ts';

const NOW = Date.UTC(2025, 9, 20);

test('servers have the system channel that the seed names, until it is deleted', async () => {
  const channels = [
    { id: '102', name: 'c' },
    { id: '104', name: 'joins' },
  ];
  const emulator = await emulate({ world: { guilds: [{ id: '100', name: 'G', systemChannel: 'joins', channels }] } });
  const rest = connectRest(emulator);
  expect(await rest.get(Routes.guild('100'))).toMatchObject({ system_channel_id: '104' });
  emulator.change.deleteChannel('104');
  expect(await rest.get(Routes.guild('100'))).toMatchObject({ system_channel_id: null });
  const lost = { name: 'H', systemChannel: 'nowhere', channels };
  expect(() => emulator.change.addGuild(lost)).toThrow('"nowhere" is no channel');
});

test('servers and people are as seeded: roles, channels, members, overwrites', async () => {
  const emulator = await emulate({
    world: {
      guilds: [
        {
          id: '100',
          name: 'G',
          locale: 'ko',
          roles: [{ id: '101', name: 'traders', permissions: PERMISSION.manageGuild, mentionable: true }],
          channels: [
            { id: '102', name: 'c', overwrites: [{ id: '100', type: 0, allow: 0n, deny: PERMISSION.sendMessages }] },
            { name: 't', type: 11, parent: 'c' },
          ],
          members: [{ id: '103', username: 'kim', roles: ['traders'] }],
        },
      ],
    },
  });
  const rest = connectRest(emulator);
  expect(await rest.get(Routes.guild('100'))).toMatchObject({ name: 'G', preferred_locale: 'ko', owner_id: '103' });
  expect(await rest.get(Routes.guildRoles('100'))).toMatchObject([
    { name: '@everyone' },
    { managed: true },
    { id: '101', mentionable: true, permissions: '32' },
  ]);
  expect(await rest.get(Routes.guildChannels('100'))).toMatchObject([
    { id: '102', permission_overwrites: [{ id: '100', deny: '2048' }] },
  ]);
  expect(await rest.get(Routes.guildMember('100', '103'))).toMatchObject({
    user: { username: 'kim' },
    roles: ['101'],
  });
  expect(await rest.get(Routes.userGuilds())).toMatchObject([{ id: '100' }]);
  expect(await rest.get(Routes.channel('102'))).toMatchObject({ name: 'c', type: 0 });
  expect(await refusalOf(rest.get(Routes.guildMember('100', '1')))).toMatchObject({ code: 10007 });
});

test('a thread of a parent that does not exist is refused at once', async () => {
  await expect(
    emulate({ world: { guilds: [{ name: 'G', channels: [{ name: 't', type: 11, parent: 'c' }] }] } }),
  ).rejects.toThrow('has the parent "c"');
});

test('members and their roles come and go', async () => {
  const emulator = await emulate({
    world: { guilds: [{ name: 'G', roles: [{ id: '7', name: 'r' }], channels: [{ name: 'c' }] }] },
  });
  const { guildId } = firstChannel(emulator);
  const rest = connectRest(emulator);
  const { id } = emulator.change.addMember(guildId, { username: 'lee' });
  emulator.change.setRoles(guildId, id, ['7']);
  expect(await rest.get(Routes.guildMember(guildId, id))).toMatchObject({ roles: ['7'] });
  emulator.change.removeMember(guildId, id);
  expect(await refusalOf(rest.get(Routes.guildMember(guildId, id)))).toMatchObject({ code: 10007 });
  expect(() => emulator.change.removeMember(guildId, id)).toThrow(`no member ${id}`);
});

test('the application knows itself', async () => {
  const emulator = await emulate();
  const rest = connectRest(emulator);
  expect(await rest.get(Routes.user())).toMatchObject({ id: emulator.applicationId, bot: true });
  expect(await rest.get('/applications/@me')).toMatchObject({ id: emulator.applicationId });
  expect(await rest.get(Routes.oauth2CurrentApplication())).toMatchObject({ id: emulator.applicationId });
  expect(await rest.get(Routes.user(userNamed(emulator, 'alex')))).toMatchObject({ username: 'alex', bot: false });
  expect(emulator.token.split('.')).toHaveLength(3);
});

test('a direct channel with a person is always the same one', async () => {
  const emulator = await emulate();
  const rest = connectRest(emulator);
  const openDirect = (recipient_id: string) => rest.post(Routes.userChannels(), { body: { recipient_id } });
  const first = await openDirect(userNamed(emulator, 'alex'));
  expect(await openDirect(userNamed(emulator, 'alex'))).toEqual(first);
  expect(await refusalOf(openDirect('1'))).toMatchObject({ code: 10013 });
});

describe('commands', () => {
  const shape = { name: 'next', description: 'd' };

  test('commands keep their ids when the list is replaced', async () => {
    const emulator = await emulate();
    const rest = connectRest(emulator);
    const put = (body: unknown) =>
      rest.put(Routes.applicationCommands(emulator.applicationId), { body }) as Promise<
        { id: string; version: string }[]
      >;
    const [before] = await put([shape, { ...shape, name: 'old' }]);
    const [after] = await put([{ ...shape, description: 'new' }]);
    expect(after?.id).toBe(before?.id);
    expect(emulator.commands()).toMatchObject([{ name: 'next', description: 'new', type: 1 }]);
  });

  test('commands are created, read, changed and deleted one by one', async () => {
    const emulator = await emulate();
    const rest = connectRest(emulator);
    const { id } = (await rest.post(Routes.applicationCommands(emulator.applicationId), { body: shape })) as {
      id: string;
    };
    const route = Routes.applicationCommand(emulator.applicationId, id);
    expect(await rest.patch(route, { body: { description: 'new' } })).toMatchObject({
      id,
      name: 'next',
      description: 'new',
    });
    expect(await rest.get(route)).toMatchObject({ description: 'new' });
    expect(await rest.get(Routes.applicationCommands(emulator.applicationId))).toHaveLength(1);
    await rest.delete(route);
    expect(await refusalOf(rest.get(route))).toMatchObject({ code: 10063 });
    expect(await refusalOf(rest.get(Routes.applicationCommands('1')))).toMatchObject({ code: 10002 });
  });
});

describe('scheduled events', () => {
  const event = {
    name: 'Truce ends',
    privacy_level: 2,
    entity_type: 3,
    scheduled_start_time: '2025-11-10T14:00:00.000Z',
    scheduled_end_time: '2025-11-11T05:00:00.000Z',
    entity_metadata: { location: 'New York' },
  };

  async function open() {
    const emulator = await emulate({ now: () => NOW });
    const { guildId } = firstChannel(emulator);
    emulator.change.setBotPermissions(guildId, PERMISSION.createEvents);
    const rest = connectRest(emulator);
    const create = (part: object = {}) =>
      rest.post(Routes.guildScheduledEvents(guildId), { body: { ...event, ...part } }) as Promise<{ id: string }>;
    return { emulator, guildId, rest, create };
  }

  test('scheduled events are created, listed, changed and deleted', async () => {
    const { emulator, guildId, rest, create } = await open();
    const { id } = await create();
    expect(await rest.get(Routes.guildScheduledEvents(guildId))).toMatchObject([{ id, status: 1 }]);
    expect(
      await rest.patch(Routes.guildScheduledEvent(guildId, id), { body: { name: 'Truce extended' } }),
    ).toMatchObject({ name: 'Truce extended' });
    await rest.delete(Routes.guildScheduledEvent(guildId, id));
    expect(await refusalOf(rest.get(Routes.guildScheduledEvent(guildId, id)))).toMatchObject({ code: 10070 });
    expect(emulator.violations).toEqual([]);
  });

  test('scheduled events need CREATE_EVENTS', async () => {
    const { emulator, guildId, create } = await open();
    emulator.change.setBotPermissions(guildId, 0n);
    expect(await refusalOf(create())).toMatchObject({ status: 403, code: 50013 });
  });

  const BAD: readonly [title: string, part: object, reason: RegExp][] = [
    ['in the past', { scheduled_start_time: '2025-10-19T00:00:00.000Z' }, /in the past/],
    ['without an end', { scheduled_end_time: undefined }, /needs an end/],
    ['that ends before it starts', { scheduled_end_time: '2025-11-09T00:00:00.000Z' }, /after the start/],
    ['without a place', { entity_metadata: {} }, /location/],
    ['with a name over 100 characters', { name: 'n'.repeat(101) }, /name: .*100/],
  ];
  test.each(BAD)('scheduled events are refused %s', async (_title, part, reason) => {
    const { emulator, create } = await open();
    expect(await refusalOf(create(part))).toMatchObject({ code: 50035 });
    expect(emulator.violations[0]?.reasons.join('\n')).toMatch(reason);
  });

  test('scheduled events are at most 100', async () => {
    const emulator = await emulate({ now: () => NOW, globalLimit: 'off' });
    const { guildId } = firstChannel(emulator);
    emulator.change.setBotPermissions(guildId, PERMISSION.createEvents);
    const rest = connectRest(emulator, { globalRequestsPerSecond: 1000 });
    for (let i = 0; i < 100; i += 1) await rest.post(Routes.guildScheduledEvents(guildId), { body: event });
    expect(await refusalOf(rest.post(Routes.guildScheduledEvents(guildId), { body: event }))).toMatchObject({
      code: 30038,
    });
  });
});

test('signals report messages until they are no longer wanted', async () => {
  const emulator = await emulate();
  const seen: string[] = [];
  const stop = emulator.on('message', ({ content }) => seen.push(content));
  const { channelId } = firstChannel(emulator);
  emulator.change.postAs(userNamed(emulator, 'alex'), channelId, 'one');
  stop();
  emulator.change.postAs(userNamed(emulator, 'alex'), channelId, 'two');
  expect(seen).toEqual(['one']);
});

test('a wait that is not met says what it waited for', async () => {
  const emulator = await emulate();
  await expect(emulator.until('pigs to fly', () => false, 20)).rejects.toThrow('waited 20 ms for pigs to fly');
});

test('stopping the emulator twice is harmless, and frees the port', async () => {
  const emulator = await emulate();
  await Promise.all([emulator.stop(), emulator.stop()]);
  await expect(fetch(emulator.url)).rejects.toThrow();
});
