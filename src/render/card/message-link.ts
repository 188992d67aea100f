import { type ChannelId, type GuildId, isPersonGuild } from '../../model/subscription.ts';

/** The address of a message in Discord's client; in direct messages the server's part of it is `@me`. */
export function messageLink(guild: GuildId, channel: ChannelId, message: string): string {
  return `https://discord.com/channels/${isPersonGuild(guild) ? '@me' : guild}/${channel}/${message}`;
}
