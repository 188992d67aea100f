import { type Core, INTENT, messagesIn } from '../core.ts';
import type { JsonObject } from '../rest/json.ts';
import { buildChannel, buildGuild, buildMember } from './build-guild.ts';
import type { WorldChanges } from './change-world.ts';
import { isThread } from './compute-permissions.ts';
import { describeMessage } from './describe-message.ts';
import { describeChannel, describeGuildCreates, describeMember, describeRole, describeUser } from './describe-world.ts';
import { openDirect } from './open-direct.ts';
import { NO_MENTIONS, removeMessage } from './store-message.ts';
import type { Channel, Guild, Member, Role, StoredMessage } from './world.ts';
/** Changes of the world from outside, each sent to the gateway sessions that may see it. */

/** The changes of `change-world.ts`, carried out on this emulator's world. */
export function createWorldChanges(core: Core): WorldChanges {
  const { world } = core;
  const dispatch = (
    name: string,
    data: JsonObject,
    guildId: string | undefined,
    intent: number = INTENT.guilds,
  ): void => {
    core.dispatch({ name, data, intent, guildId });
    core.signals.emit('world', undefined);
  };
  const dispatchChannel = (channel: Channel, what: 'CREATE' | 'UPDATE' | 'DELETE'): void =>
    dispatch(`${isThread(channel) ? 'THREAD' : 'CHANNEL'}_${what}`, describeChannel(world, channel), channel.guildId);
  const guildOf = (id: string): Guild => need(world.guilds.get(id), `server ${id}`);
  const channelOf = (id: string): Channel => need(world.channels.get(id), `channel ${id}`);
  const memberOf = (guild: Guild, id: string): Member =>
    need(guild.members.get(id), `member ${id} in server ${guild.id}`);

  const setRolePermissions = (guildId: string, roleId: string, permissions: bigint): void => {
    const role = need(guildOf(guildId).roles.get(roleId), `role ${roleId}`);
    role.permissions = permissions;
    dispatch('GUILD_ROLE_UPDATE', { guild_id: guildId, role: describeRole(role) }, guildId);
  };
  const setOverwrite: WorldChanges['setOverwrite'] = (channelId, overwrite) => {
    const channel = channelOf(channelId);
    channel.overwrites = [...channel.overwrites.filter(({ id }) => id !== overwrite.id), overwrite];
    dispatchChannel(channel, 'UPDATE');
  };

  return {
    addGuild: (seed) => {
      const guild = buildGuild(world, seed, core.newId);
      for (const packet of describeGuildCreates(world, [guild])) dispatch('GUILD_CREATE', packet, guild.id);
      return guild;
    },
    removeGuild: (guildId) => {
      guildOf(guildId);
      for (const channel of [...world.channels.values()])
        if (channel.guildId === guildId) world.channels.delete(channel.id);
      world.guilds.delete(guildId);
      dispatch('GUILD_DELETE', { id: guildId }, guildId);
    },
    addChannel: (guildId, seed) => {
      const channel = buildChannel(world, guildOf(guildId), seed, core.newId);
      dispatchChannel(channel, 'CREATE');
      return channel;
    },
    deleteChannel: (channelId) => {
      const channel = channelOf(channelId);
      world.channels.delete(channelId);
      world.messages.delete(channelId);
      const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
      if (guild?.systemChannelId === channelId) guild.systemChannelId = undefined;
      dispatchChannel(channel, 'DELETE');
    },
    addMember: (guildId, seed) => {
      const guild = guildOf(guildId);
      const user = buildMember(world, guild, seed, core.newId);
      const data = { ...describeMember(world, memberOf(guild, user.id)), guild_id: guildId };
      dispatch('GUILD_MEMBER_ADD', data, guildId, INTENT.guildMembers);
      return user;
    },
    removeMember: (guildId, userId) => {
      const guild = guildOf(guildId);
      memberOf(guild, userId);
      guild.members.delete(userId);
      const user = world.users.get(userId);
      dispatch(
        'GUILD_MEMBER_REMOVE',
        { guild_id: guildId, user: user === undefined ? {} : describeUser(user) },
        guildId,
        INTENT.guildMembers,
      );
    },
    setRoles: (guildId, userId, roleIds) => {
      const guild = guildOf(guildId);
      const member = memberOf(guild, userId);
      member.roleIds = roleIds.map((id) => need(guild.roles.get(id), `role ${id}`).id);
      dispatch(
        'GUILD_MEMBER_UPDATE',
        { ...describeMember(world, member), guild_id: guildId },
        guildId,
        INTENT.guildMembers,
      );
    },
    setRolePermissions,
    setBotPermissions: (guildId, permissions) => {
      const own = ownRole(guildOf(guildId), world.botId);
      setRolePermissions(guildId, own.id, permissions);
    },
    setOverwrite,
    setBotOverwrite: (channelId, { allow = 0n, deny = 0n }) =>
      setOverwrite(channelId, { id: world.botId, type: 1, allow, deny }),
    setThread: (channelId, change) => {
      const channel = channelOf(channelId);
      channel.archived = change.archived ?? channel.archived;
      channel.locked = change.locked ?? channel.locked;
      dispatchChannel(channel, 'UPDATE');
    },
    deleteMessage: (channelId, messageId) =>
      removeMessage(
        core,
        need(messagesIn(world, channelId).get(messageId), `message ${messageId} in channel ${channelId}`),
      ),
    postAs: (userId, channelId, content) => {
      const message = foreignMessage(
        core,
        need(world.users.get(userId), `user ${userId}`).id,
        channelOf(channelId),
        content,
      );
      messagesIn(world, channelId).set(message.id, message);
      core.signals.emit('message', message);
      const intent = message.guildId === undefined ? INTENT.directMessages : INTENT.guildMessages;
      const guild = message.guildId === undefined ? {} : { guild_id: message.guildId };
      core.dispatch({
        name: 'MESSAGE_CREATE',
        data: { ...describeMessage(world, message), ...guild },
        intent,
        guildId: message.guildId,
      });
      return message.id;
    },
    openDm: (userId) => openDirect(core, need(world.users.get(userId), `user ${userId}`)),
    closeDms: (userId, closed) => {
      need(world.users.get(userId), `user ${userId}`).dmsClosed = closed;
    },
  };
}

function need<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`emulator: there is no ${what}`);
  return found;
}

function ownRole(guild: Guild, botId: string): Role {
  const ids = new Set(guild.members.get(botId)?.roleIds);
  return need(
    [...guild.roles.values()].find(({ id, managed }) => managed && ids.has(id)),
    `role of the bot in server ${guild.id}`,
  );
}

function foreignMessage(core: Core, authorId: string, channel: Channel, content: string): StoredMessage {
  return {
    id: core.newId(),
    channelId: channel.id,
    guildId: channel.guildId,
    authorId,
    content,
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    nonce: undefined,
    payload: { content },
    createdMs: core.now(),
    editedMs: undefined,
    pinned: false,
    pinged: NO_MENTIONS,
    mentions: NO_MENTIONS,
    replyTo: undefined,
    crossposted: false,
    visibleTo: undefined,
    interactionId: undefined,
  };
}
