/** From the ids of a route to the objects they name, or to Discord's refusal. */

import type { Call } from '../core.ts';
import { messagesIn, paramOf } from '../core.ts';
import type { Answer } from '../rest/answer-request.ts';
import { refuse } from '../rest/answer-request.ts';
import { channelPermissions, has, isThread, PERMISSION } from './compute-permissions.ts';
import { isEphemeral } from './describe-message.ts';
import type { Channel, Guild, StoredMessage } from './world.ts';

/** Channel types without messages of their own: category, forum. */
const NOT_FOR_TEXT: ReadonlySet<number> = new Set([4, 15]);

/** The object that was looked for, or Discord's refusal. */
export type Found<T> = { readonly found: T; readonly refused?: undefined } | { readonly refused: Answer };

/** The channel of `:channel`, if the bot sees it. */
export function findChannel(call: Call): Found<Channel> {
  const channel = call.core.world.channels.get(paramOf(call, 'channel'));
  if (channel === undefined) return { refused: refuse('unknown-channel') };
  return maySee(call, channel) ? { found: channel } : { refused: refuse('missing-access') };
}

function maySee(call: Call, channel: Channel): boolean {
  const { world } = call.core;
  return has(channelPermissions(world, channel, world.botId), PERMISSION.viewChannel);
}

/** The channel of `:channel`, if the bot may write there now; 50007 and 50083 are among the refusals. */
export function findWritable(call: Call): Found<Channel> {
  const { world } = call.core;
  const sought = findChannel(call);
  if (sought.refused !== undefined) return sought;
  const channel = sought.found;
  if (NOT_FOR_TEXT.has(channel.type)) return { refused: refuse('no-text-channel') };
  const recipient = channel.recipientId === undefined ? undefined : world.users.get(channel.recipientId);
  if (recipient?.dmsClosed === true) return { refused: refuse('dms-closed') };
  const speaking = isThread(channel) ? PERMISSION.sendMessagesInThreads : PERMISSION.sendMessages;
  if (!has(channelPermissions(world, channel, world.botId), speaking))
    return { refused: refuse('missing-permissions') };
  if (channel.locked) return { refused: refuse('thread-locked') };
  return channel.archived ? { refused: refuse('thread-archived') } : { found: channel };
}

/** The message of `:message` in `:channel`, if the bot sees the channel. Ephemeral answers exist only for their webhook. */
export function findMessage(call: Call): Found<{ readonly channel: Channel; readonly message: StoredMessage }> {
  const sought = findChannel(call);
  if (sought.refused !== undefined) return sought;
  const message = messagesIn(call.core.world, sought.found.id).get(paramOf(call, 'message'));
  if (message === undefined || isEphemeral(message)) return { refused: refuse('unknown-message') };
  return { found: { channel: sought.found, message } };
}

/** The server of `:guild`, if the bot is in it. */
export function findGuild(call: Call): Found<Guild> {
  const guild = call.core.world.guilds.get(paramOf(call, 'guild'));
  return guild === undefined ? { refused: refuse('unknown-guild') } : { found: guild };
}

/** Whether the bot has the permission in the channel now. */
export function botMay(call: Call, channel: Channel, permission: bigint): boolean {
  const { world } = call.core;
  return has(channelPermissions(world, channel, world.botId), permission);
}
