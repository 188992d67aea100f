import { isResting } from '../../model/post.ts';
import type { GuildId } from '../../model/subscription.ts';
import type { Closing, RefusedPin } from '../../outbox/registry.ts';
import { addNote } from '../../render/card/adjust-message.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { unpinnedLine } from '../../render/recurring/render-board.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import type { Call, Reply } from './command.ts';
import type { CommandContext } from './context.ts';
import { callText } from './words.ts';

/** The channels of a server that are closed to the bot at present, and get something. */
export async function closedChannels(guild: GuildId, context: CommandContext): Promise<readonly Closing[]> {
  const recurring = (await context.registry.recurring()).filter((row) => row.guild === guild);
  const resting = [...(await context.subscriptionsOf(guild)), ...recurring].filter(({ paused }) => isResting(paused));
  if (resting.length === 0) return [];
  const channels = new Set(resting.map(({ channel }) => channel));
  return (await context.registry.closings()).filter((one) => one.guild === guild && channels.has(one.channel));
}

/** One of them as a sentence for a card. A channel that is gone has no name that Discord would show. */
export function closedLine({ channel, reason, gone }: Closing): string {
  if (gone !== null) return callText('channelGone', { id: channel });
  return callText('channelClosed', { channel: channelMention(channel), reason: reasonWords(reason) ?? '' });
}

/** The boards of a server that Discord did not pin. */
export async function unpinnedBoards(guild: GuildId, context: CommandContext): Promise<readonly RefusedPin[]> {
  const pins = await context.registry.refusedPins(guild);
  if (pins.length === 0) return [];
  const boards = (await context.registry.recurring()).filter((row) => row.guild === guild && row.kind === 'board');
  return pins.filter(({ channel }) => boards.some((row) => row.channel === channel));
}

/** The key under which it is noted that a server's managers were told of a refused pin. */
export function pinKey({ channel, at }: RefusedPin): string {
  return `pin ${channel} ${at}`;
}

/**
 * The answer with one line about channels that have closed and one about a board that is not pinned, where it is for a
 * manager of the server alone and none was told of them yet (product rules 18 and 20): once for each closing and server.
 * What cannot be noted is said with the next answer.
 */
export async function withClosings(call: Call, reply: Reply, context: CommandContext): Promise<Reply> {
  const { guild } = call;
  if (guild === null || !call.mayManageServer || !reply.private) return reply;
  try {
    const fresh: Closing[] = [];
    for (const closing of await closedChannels(guild, context)) {
      const isNew = await context.registry.noteTold(guild, `closed ${closing.channel} ${closing.since}`);
      if (isNew) fresh.push(closing);
    }
    const [first] = fresh;
    const lines: string[] = [];
    if (first !== undefined)
      lines.push(fresh.length === 1 ? closedLine(first) : callText('channelsClosed', { count: fresh.length }));
    for (const pin of await unpinnedBoards(guild, context)) {
      // One an answer, so that many leave room for what was asked.
      if (!(await context.registry.noteTold(guild, pinKey(pin)))) continue;
      lines.push(unpinnedLine(pin));
      break;
    }
    return lines.length === 0 ? reply : { ...reply, message: addNote(reply.message, lines.join('\n')) };
  } catch {
    // The state cannot be written: that is reported elsewhere, and must not cost the answer.
    return reply;
  }
}
