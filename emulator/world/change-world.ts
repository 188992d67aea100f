/** The changes that other people make to the world while the application runs. */
import type { Channel, ChannelSeed, Guild, GuildSeed, MemberSeed, Overwrite, User } from './world.ts';

/**
 * Each change is sent to the gateway sessions that may see it; it throws when it names something that does not exist.
 */
export interface WorldChanges {
  addGuild(seed: GuildSeed): Guild;
  /** The bot is removed from it. */
  removeGuild(guildId: string): void;
  addChannel(guildId: string, seed: ChannelSeed): Channel;
  deleteChannel(channelId: string): void;
  addMember(guildId: string, seed: MemberSeed): User;
  removeMember(guildId: string, userId: string): void;
  setRoles(guildId: string, userId: string, roleIds: readonly string[]): void;
  setRolePermissions(guildId: string, roleId: string, permissions: bigint): void;
  /** Replaces the permissions of the bot's own role. */
  setBotPermissions(guildId: string, permissions: bigint): void;
  /** Adds or replaces one overwrite of a channel. */
  setOverwrite(channelId: string, overwrite: Overwrite): void;
  /** Shuts the bot out of a channel, or lets it back in, by an overwrite on itself. */
  setBotOverwrite(channelId: string, change: { readonly allow?: bigint; readonly deny?: bigint }): void;
  setThread(channelId: string, change: { readonly archived?: boolean; readonly locked?: boolean }): void;
  deleteMessage(channelId: string, messageId: string): void;
  /** A message by somebody else, for the page and for tests of history. */
  postAs(userId: string, channelId: string, content: string): string;
  /** The person opens a chat with the bot, as one does to type a command there. */
  openDm(userId: string): Channel;
  closeDms(userId: string, closed: boolean): void;
}
