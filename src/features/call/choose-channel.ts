import { channelMention } from '../../render/card/describe-wish.ts';
import { missingPermissions, takesPosts } from './check-channel.ts';
import { type CalledChannel, type CommandCall, CommandRefusal } from './command.ts';
import { channelOption } from './read-options.ts';
import { badChannelKind, channelMissing } from './refuse.ts';
import { callText } from './words.ts';

/** The channel a command is about: the one named, else the one it was used in. Refuses one the caller cannot see. */
export function chooseChannel(call: CommandCall): CalledChannel {
  const channel = channelOption(call, 'channel') ?? call.channel;
  if (channel.callerMay !== null && !channel.callerMay.has('ViewChannel')) {
    throw new CommandRefusal(callText('channelHidden'));
  }
  return channel;
}

/** Refuses a channel that takes no reminders, or where the bot may not write, naming what is missing (product rule 19). */
export function requirePostable(channel: CalledChannel): void {
  if (!takesPosts(channel)) throw new CommandRefusal(badChannelKind(channel.id, channel.kind));
  const missing = missingPermissions(channel);
  if (missing === null) {
    throw new CommandRefusal(callText('channelUnknown', { channel: channelMention(channel.id) }));
  }
  if (missing.length > 0) throw new CommandRefusal(channelMissing(channel.id, missing));
}
