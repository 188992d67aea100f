import type { ChannelId, GuildId } from '../../model/subscription.ts';
import { missingPermissions } from '../call/check-channel.ts';
import type { Call, CalledChannel } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';

/**
 * A channel as the bot finds it at this moment: by the press itself where it was made there, else by asking Discord.
 * One that is gone or hidden is one in which nothing may be done; `null` where Discord did not say in time.
 */
export async function lookAtChannel(
  channel: ChannelId,
  guild: GuildId,
  call: Call,
  context: CommandContext,
): Promise<CalledChannel | null> {
  if (call.channel.id === channel && call.channel.botMay !== null) return call.channel;
  const server = await context.findServer(guild, [channel]);
  if (server === null) return null;
  const found = server.channels.find(({ id }) => id === channel)?.channel;
  return found ?? { id: channel, name: null, kind: 'text', botMay: new Set(), callerMay: null };
}

/** The permissions that the bot lacks there, as people read them in Discord's settings; none where it is not known. */
export function lackingIn(channel: CalledChannel | null): readonly string[] {
  return channel === null ? [] : (missingPermissions(channel) ?? []);
}
