import type { GuildId } from '../../model/subscription.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { type Call, type CalledChannel, type CalledRole, CommandRefusal } from './command.ts';
import { badChannelKind, channelMissing } from './refuse.ts';
import { callText } from './words.ts';

/** Discord's name of a permission, and its label in the settings of a channel. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['SendMessagesInThreads', 'Send Messages in Threads'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
]);

/** Whether reminders can be posted there: a forum takes threads only, and nothing is known of an unknown kind. */
export function takesPosts(channel: CalledChannel): boolean {
  return (
    channel.kind === 'text' || channel.kind === 'announcement' || channel.kind === 'thread' || channel.kind === 'voice'
  );
}

/**
 * The permissions that posting in a channel of this kind needs, by Discord's names. Reading the history is among them:
 * without it the bot could not check whether a message has arrived.
 * https://docs.discord.com/developers/topics/permissions
 */
export function neededPermissions(kind: CalledChannel['kind']): readonly string[] {
  const send = kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages';
  return ['ViewChannel', send, 'EmbedLinks', 'ReadMessageHistory'];
}

/**
 * The permissions the bot lacks for posting there, as people read them in Discord's settings ("View Channel"), in the
 * order of the settings; empty when it has them all. `null` when Discord did not say what the bot may do there.
 */
export function missingPermissions(channel: CalledChannel): readonly string[] | null {
  const may = channel.botMay;
  if (may === null) return null;
  return neededPermissions(channel.kind)
    .filter((name) => !may.has(name))
    .map((name) => LABELS.get(name) ?? name);
}

/**
 * Whether a post of the bot there notifies this role: anyone may mention a mentionable one; the rest (and @everyone)
 * needs the permission "Mention @everyone, @here, and All Roles". `null` when it is not known.
 */
export function canPing(role: CalledRole, channel: CalledChannel): boolean | null {
  if (role.mentionable && !role.everyone) return true;
  return channel.botMay === null ? null : channel.botMay.has('MentionEveryone');
}

/** A use of a command that has a `channel` option. */
export type ChannelCall = Call & { readonly options: { readonly channel: CalledChannel | null } };

/** The channel a command is about: the one named, else the one it was used in. Refuses one the caller cannot see. */
export function chooseChannel(call: ChannelCall): CalledChannel {
  const channel = call.options.channel ?? call.channel;
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

/** The server a command was used in. Refuses direct messages. */
export function requireServer(call: Call): GuildId {
  if (call.guild === null) throw new CommandRefusal(callText('needServer'));
  return call.guild;
}

/**
 * The server, for actions that only its managers may take. Discord hides such commands from others by
 * `default_member_permissions`, which a server can loosen for single members and roles, so it is checked again here.
 */
export function requireManager(call: Call): GuildId {
  const guild = requireServer(call);
  if (!call.mayManageServer) throw new CommandRefusal(callText('needManage'));
  return guild;
}

/**
 * Whether an answer may be shown to everyone in the channel: the bot may write there, and so may the caller. Answers to
 * commands would get around both.
 */
export function mayAnswerAll({ channel }: Call): boolean {
  const send = channel.kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages';
  return missingPermissions(channel)?.length === 0 && channel.callerMay?.has(send) !== false;
}
