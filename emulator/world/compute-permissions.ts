/** Effective permissions, computed as https://discord.com/developers/docs/topics/permissions#permission-overwrites describes. */
import type { Channel, Guild, World } from './world.ts';

/** The bits the emulator reasons about. */
export const PERMISSION = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useApplicationCommands: 1n << 31n,
  manageEvents: 1n << 33n,
  sendMessagesInThreads: 1n << 38n,
  createEvents: 1n << 44n,
  pinMessages: 1n << 51n,
} as const;

/** Every bit Discord has documented so far (0 to 52). */
const ALL_PERMISSIONS = (1n << 53n) - 1n;

/** The permissions of @everyone where the seed does not set them. */
export const DEFAULT_EVERYONE =
  PERMISSION.viewChannel |
  PERMISSION.sendMessages |
  PERMISSION.sendMessagesInThreads |
  PERMISSION.embedLinks |
  PERMISSION.readMessageHistory |
  PERMISSION.useApplicationCommands;

/** The permissions of the bot's own role where the seed does not set them: the least that a reminder bot asks for. */
export const DEFAULT_BOT =
  PERMISSION.viewChannel |
  PERMISSION.sendMessages |
  PERMISSION.sendMessagesInThreads |
  PERMISSION.embedLinks |
  PERMISSION.readMessageHistory;

const THREAD_TYPES: ReadonlySet<number> = new Set([10, 11, 12]);

/** Announcement, public and private threads. */
export function isThread(channel: Channel): boolean {
  return THREAD_TYPES.has(channel.type);
}

/** Permissions in the server as a whole: roles only. Zero for those who are not members. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return ALL_PERMISSIONS;
  const roleIds = [guild.id, ...member.roleIds];
  const granted = roleIds.reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return (granted & PERMISSION.administrator) === 0n ? granted : ALL_PERMISSIONS;
}

/**
 * Permissions of a user in a channel, without those that a missing permission implies. A thread has those of its
 * parent.
 */
export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === undefined) return directPermissions(channel, world.botId, userId);
  const guild = world.guilds.get(channel.guildId);
  // A member whose roles grant nothing may still be let in by a channel.
  if (guild?.members.has(userId) !== true) return 0n;
  const base = guildPermissions(guild, userId);
  if (base === ALL_PERMISSIONS) return base;
  const parent = channel.parentId === undefined ? undefined : world.channels.get(channel.parentId);
  const ruling = isThread(channel) && parent !== undefined ? parent : channel;
  return withoutImplied(applyOverwrites(base, ruling, guild, userId), isThread(channel));
}

function directPermissions(channel: Channel, botId: string, userId: string): bigint {
  if (userId !== botId && userId !== channel.recipientId) return 0n;
  return DEFAULT_BOT | PERMISSION.attachFiles | PERMISSION.mentionEveryone | PERMISSION.pinMessages;
}

function applyOverwrites(base: bigint, channel: Channel, guild: Guild, userId: string): bigint {
  const roleIds = new Set(guild.members.get(userId)?.roleIds);
  const everyone = channel.overwrites.filter(({ id }) => id === guild.id);
  const roles = channel.overwrites.filter(({ id, type }) => type === 0 && roleIds.has(id));
  const own = channel.overwrites.filter(({ id, type }) => type === 1 && id === userId);
  return [everyone, roles, own].reduce((permissions, layer) => {
    const deny = layer.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
    const allow = layer.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
    return (permissions & ~deny) | allow;
  }, base);
}

/** https://discord.com/developers/docs/topics/permissions#implicit-permissions */
function withoutImplied(permissions: bigint, thread: boolean): bigint {
  if ((permissions & PERMISSION.viewChannel) === 0n) return 0n;
  const speaking = thread ? PERMISSION.sendMessagesInThreads : PERMISSION.sendMessages;
  if ((permissions & speaking) !== 0n) return permissions;
  return permissions & ~(PERMISSION.embedLinks | PERMISSION.attachFiles | PERMISSION.mentionEveryone);
}

/** Whether every bit of `bit` is among the permissions. */
export function has(permissions: bigint, bit: bigint): boolean {
  return (permissions & bit) === bit;
}
