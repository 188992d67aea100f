import type { CalledChannel, CalledRole } from './command.ts';

/** Discord's name of a permission, and what people read in the settings of a channel. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['SendMessagesInThreads', 'Send Messages in Threads'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
]);

/** A forum takes threads only, and nothing is known of an unknown kind: reminders cannot be posted there. */
export function takesPosts(channel: CalledChannel): boolean {
  return (
    channel.kind === 'text' || channel.kind === 'announcement' || channel.kind === 'thread' || channel.kind === 'voice'
  );
}

/**
 * What posting in a channel of this kind needs, by Discord's names. Reading the history is among them: without it the bot
 * could not look whether a message has arrived. https://docs.discord.com/developers/topics/permissions
 */
export function neededPermissions(kind: CalledChannel['kind']): readonly string[] {
  const send = kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages';
  return ['ViewChannel', send, 'EmbedLinks', 'ReadMessageHistory'];
}

/**
 * The permissions the bot lacks for posting there, as people read them in Discord's settings ("View Channel"), in the
 * order of the settings; empty when it has them all. `null` when Discord did not tell what the bot may do there.
 */
export function missingPermissions(channel: CalledChannel): readonly string[] | null {
  const may = channel.botMay;
  if (may === null) return null;
  return neededPermissions(channel.kind)
    .filter((name) => !may.has(name))
    .map((name) => LABELS.get(name) ?? name);
}

/**
 * Whether the bot may pin a message there; `null` when it is not known. "Pin Messages" has been a permission of its own
 * since 2026: https://docs.discord.com/developers/topics/permissions
 */
export function mayPin(channel: CalledChannel): boolean | null {
  return channel.botMay === null ? null : channel.botMay.has('PinMessages');
}

/**
 * Whether a post of the bot there notifies this role: anyone may mention a mentionable one, the rest (and @everyone) takes
 * the permission "Mention @everyone, @here, and All Roles". `null` when it is not known.
 */
export function canPing(role: CalledRole, channel: CalledChannel): boolean | null {
  if (role.mentionable && !role.everyone) return true;
  return channel.botMay === null ? null : channel.botMay.has('MentionEveryone');
}
