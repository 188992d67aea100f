/** Servers, channels, roles and people as Discord's API shows them. */

import type { JsonObject } from '../rest/json.ts';
import { guildPermissions, isThread } from './compute-permissions.ts';
import { snowflakeMs } from './make-snowflake.ts';
import type { Channel, Guild, Member, Role, User, World } from './world.ts';

/** The time of creation or joining where none is set: the one that its id carries. */
function stampOf(id: string): string {
  return new Date(snowflakeMs(id)).toISOString();
}

/** https://discord.com/developers/docs/resources/user#user-object */
export function describeUser(user: User): JsonObject {
  return {
    id: user.id,
    username: user.username,
    global_name: user.bot ? null : user.username,
    discriminator: user.bot ? '0001' : '0',
    avatar: null,
    bot: user.bot,
    public_flags: 0,
    flags: 0,
  };
}

/** https://discord.com/developers/docs/topics/permissions#role-object */
export function describeRole(role: Role): JsonObject {
  return {
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: role.permissions.toString(),
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0,
  };
}

/** https://discord.com/developers/docs/resources/guild#guild-member-object */
export function describeMember(world: World, member: Member): JsonObject {
  const user = world.users.get(member.userId);
  return {
    ...(user === undefined ? {} : { user: describeUser(user) }),
    nick: member.nick ?? null,
    avatar: null,
    banner: null,
    roles: member.roleIds,
    joined_at: stampOf(member.userId),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

/** https://discord.com/developers/docs/resources/channel#channel-object, for rooms, threads and direct channels. */
export function describeChannel(world: World, channel: Channel): JsonObject {
  const recipient = channel.recipientId === undefined ? undefined : world.users.get(channel.recipientId);
  if (channel.guildId === undefined) {
    return {
      id: channel.id,
      type: channel.type,
      last_message_id: channel.lastMessageId ?? null,
      flags: 0,
      recipients: recipient === undefined ? [] : [describeUser(recipient)],
    };
  }
  const common = {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guildId,
    parent_id: channel.parentId ?? null,
    last_message_id: channel.lastMessageId ?? null,
    rate_limit_per_user: 0,
    flags: 0,
  };
  return isThread(channel) ? { ...common, ...threadFields(world, channel) } : { ...common, ...roomFields(channel) };
}

function roomFields(channel: Channel): JsonObject {
  const permission_overwrites = channel.overwrites.map(({ id, type, allow, deny }) => ({
    id,
    type,
    allow: allow.toString(),
    deny: deny.toString(),
  }));
  return { permission_overwrites, position: 0, nsfw: false, topic: null };
}

function threadFields(world: World, channel: Channel): JsonObject {
  const thread_metadata = {
    archived: channel.archived,
    locked: channel.locked,
    auto_archive_duration: 10_080,
    archive_timestamp: stampOf(channel.id),
    create_timestamp: stampOf(channel.id),
  };
  return { thread_metadata, owner_id: world.botId, message_count: 0, member_count: 1, total_message_sent: 0 };
}

/** The server as `GET /guilds/:guild` answers: without channels and members. */
export function describeGuild(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()].map(describeRole),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: guild.systemChannelId ?? null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_members: 500_000,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    nsfw: false,
    hub_type: null,
  };
}

/** Servers as GUILD_CREATE brings them to sessions with the Guilds intent, one after the other. */
export function* describeGuildCreates(world: World, guilds: readonly Guild[]): Generator<JsonObject> {
  const byGuild = Map.groupBy(world.channels.values(), ({ guildId }) => guildId);
  for (const guild of guilds) yield describeGuildCreate(world, guild, byGuild.get(guild.id) ?? []);
}

function describeGuildCreate(world: World, guild: Guild, channels: readonly Channel[]): JsonObject {
  const own = guild.members.get(world.botId);
  return {
    ...describeGuild(guild),
    joined_at: stampOf(guild.id),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: own === undefined ? [] : [describeMember(world, own)],
    channels: channels.filter((channel) => !isThread(channel)).map((channel) => describeChannel(world, channel)),
    threads: channels.filter(isThread).map((channel) => describeChannel(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [...guild.scheduledEvents.values()],
    soundboard_sounds: [],
  };
}

/** A server in the list of one's own. */
export function describeOwnGuild(world: World, guild: Guild): JsonObject {
  const permissions = guildPermissions(guild, world.botId).toString();
  return { id: guild.id, name: guild.name, icon: null, banner: null, owner: false, permissions, features: [] };
}
