/** Turns the seed of a test or of the demo into the state of the world. */
import { DEFAULT_BOT, DEFAULT_EVERYONE } from './compute-permissions.ts';
import type { Channel, ChannelSeed, Guild, GuildSeed, MemberSeed, User, World, WorldSeed } from './world.ts';

/** Makes an id; the caller decides the time it carries. */
export type NewId = () => string;

/** The world at the start. Without a seed: one server, two text channels, an administrator and a member. */
export function buildWorld(seed: WorldSeed | undefined, newId: NewId): World {
  const applicationId = seed?.applicationId ?? newId();
  const world: World = {
    applicationId,
    // Discord gives the bot user the id of its application.
    botId: applicationId,
    users: new Map([
      [applicationId, { id: applicationId, username: seed?.botName ?? 'datewatch', bot: true, dmsClosed: false }],
    ]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    commands: new Map(),
  };
  for (const guild of seed?.guilds ?? [DEFAULT_GUILD]) buildGuild(world, guild, newId);
  return world;
}

const DEFAULT_GUILD: GuildSeed = {
  name: 'Trade desk',
  channels: [{ name: 'trade-dates' }, { name: 'general' }],
  members: [{ username: 'alex', owner: true }, { username: 'sam' }],
};

/** Adds a server with the bot in it. @everyone has the server's id, as at Discord. */
export function buildGuild(world: World, seed: GuildSeed, newId: NewId): Guild {
  const id = seed.id ?? newId();
  const botRoleId = newId();
  const guild: Guild = {
    id,
    name: seed.name,
    ownerId: '',
    locale: seed.locale ?? 'en-US',
    roles: new Map([
      [
        id,
        {
          id,
          name: '@everyone',
          permissions: seed.everyonePermissions ?? DEFAULT_EVERYONE,
          mentionable: false,
          managed: false,
          position: 0,
        },
      ],
      [
        botRoleId,
        {
          id: botRoleId,
          name: 'Datewatch',
          permissions: seed.botPermissions ?? DEFAULT_BOT,
          mentionable: false,
          managed: true,
          position: 1,
        },
      ],
    ]),
    members: new Map([[world.botId, { userId: world.botId, roleIds: [botRoleId], nick: undefined }]]),
    scheduledEvents: new Map(),
    systemChannelId: undefined,
  };
  for (const role of seed.roles ?? []) {
    const roleId = role.id ?? newId();
    const { name, permissions = 0n, mentionable = false } = role;
    guild.roles.set(roleId, { id: roleId, name, permissions, mentionable, managed: false, position: guild.roles.size });
  }
  world.guilds.set(id, guild);
  for (const member of seed.members ?? [{ username: 'alex', owner: true }]) buildMember(world, guild, member, newId);
  for (const channel of seed.channels ?? [{ name: 'general' }]) {
    const { id: channelId } = buildChannel(world, guild, channel, newId);
    if (channel.name === seed.systemChannel) guild.systemChannelId = channelId;
  }
  if (seed.systemChannel !== undefined && guild.systemChannelId === undefined) {
    throw new Error(`emulator: the system channel "${seed.systemChannel}" is no channel of "${guild.name}"`);
  }
  return guild;
}

/** Adds a member, and the user where there is none of that id. The first member owns the server unless another is named. */
export function buildMember(world: World, guild: Guild, seed: MemberSeed, newId: NewId): User {
  const id = seed.id ?? newId();
  const user = world.users.get(id) ?? { id, username: seed.username, bot: false, dmsClosed: false };
  world.users.set(id, user);
  const roleIds = [...guild.roles.values()].filter(({ name }) => seed.roles?.includes(name)).map((role) => role.id);
  guild.members.set(id, { userId: id, roleIds, nick: undefined });
  if (seed.owner === true || guild.ownerId === '') guild.ownerId = id;
  return user;
}

/** Adds a channel; `parent` names one that already exists in this server. */
export function buildChannel(world: World, guild: Guild, seed: ChannelSeed, newId: NewId): Channel {
  const parent =
    seed.parent === undefined
      ? undefined
      : [...world.channels.values()].find(({ guildId, name }) => guildId === guild.id && name === seed.parent);
  if (seed.parent !== undefined && parent === undefined) {
    throw new Error(
      `emulator: channel "${seed.name}" has the parent "${seed.parent}", which "${guild.name}" does not have; list it earlier`,
    );
  }
  const channel: Channel = {
    id: seed.id ?? newId(),
    type: seed.type ?? 0,
    name: seed.name,
    guildId: guild.id,
    parentId: parent?.id,
    overwrites: seed.overwrites ?? [],
    archived: false,
    locked: false,
    recipientId: undefined,
    lastMessageId: undefined,
  };
  world.channels.set(channel.id, channel);
  world.messages.set(channel.id, new Map());
  return channel;
}
