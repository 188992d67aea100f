import type { Message } from '../../model/message.ts';
import type { Recurring } from '../../model/recurring.ts';
import type { RecurringRow } from '../../outbox/registry.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import { boardText } from '../../render/recurring/recurring-words.ts';
import { chooseChannel, mayPin, requireManager, requirePostable } from '../call/check-channel.ts';
import { closeBoard, lastBoardPost } from '../call/close-board.ts';
import { pinKey, unpinnedBoards } from '../call/closed-channels.ts';
import { type CalledChannel, type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireRoom } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { readClock } from '../call/read-clock.ts';
import { type BoardAnswerView, boardAnswer } from './answer.ts';
import { boardAnswerText } from './words.ts';

const SHAPE = {
  name: 'datewatch board',
  description: boardAnswerText('board'),
  options: [
    { name: 'channel', description: boardAnswerText('boardChannel'), type: 'channel' },
    { name: 'off', description: boardAnswerText('boardOff'), type: 'boolean' },
  ],
} as const satisfies CommandShape;

/**
 * `/datewatch board`: one message, kept up to date, of the dates ahead, in this channel or another; made once, resumed, or
 * switched off.
 */
const board: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const channel = chooseChannel(call);
    const row = await findBoard(channel, guild, context);
    if (call.options.off === true) return { message: await switchOff(row, channel, context), private: true };
    requirePostable(channel);
    await requireRoom(guild, channel.id, context);
    const { zone } = await readClock(guild, context);
    const filter = (await context.registry.subscription(channel.id))?.filter ?? null;
    const shown = { channel: channel.id, filter, zone, mayPin: mayPin(channel) };
    if (row !== null && row.paused === null) {
      const link = await linkOf(row, context);
      const unpinned = (await unpinnedBoards(guild, context)).find((pin) => pin.channel === channel.id)?.why ?? null;
      return { message: boardAnswer({ ...shown, done: 'there already', link, was: null, unpinned }), private: true };
    }
    const now = context.world.now();
    if (row !== null && !(await wasDeleted(row, context))) {
      await context.registry.pauseRecurring(channel.id, 'board', null);
    } else {
      await context.registry.putRecurring(boardOf(guild, channel, now));
    }
    const view = { ...shown, done: row === null ? 'made' : 'resumed', link: null, was: row?.paused ?? null } as const;
    // Asked for before the board can be posted.
    const later = afterPin(guild, view, context.pinTried(channel.id), context);
    context.changed();
    return { message: boardAnswer({ ...view, unpinned: null }), private: true, later };
  },
};

/** The form that the answer takes when the pin that it announces is refused; `null` where it stays, or can be changed no more. */
async function afterPin(
  guild: string,
  view: Omit<BoardAnswerView, 'unpinned'>,
  tried: Promise<boolean>,
  context: CommandContext,
): Promise<Message | null> {
  if (!(await tried)) return null;
  const refused = (await unpinnedBoards(guild, context)).find(({ channel }) => channel === view.channel);
  // That it may not pin was said at once, where Discord said so.
  if (refused === undefined || !(await context.registry.noteTold(guild, pinKey(refused)))) return null;
  return view.mayPin === false ? null : boardAnswer({ ...view, unpinned: refused.why });
}

function boardOf(guild: string, { id }: CalledChannel, since: number): Recurring {
  return { guild, channel: id, kind: 'board', time: null, weekday: null, since, paused: null };
}

async function findBoard(channel: CalledChannel, guild: string, { registry }: CommandContext) {
  const rows = await registry.recurring();
  return rows.find((row) => row.channel === channel.id && row.kind === 'board' && row.guild === guild) ?? null;
}

/** Whether its message was deleted, so that only a new one can show it. */
async function wasDeleted(row: RecurringRow, context: CommandContext): Promise<boolean> {
  return (await lastBoardPost(row, context))?.reason === 'delivered and removed';
}

async function linkOf(row: RecurringRow, context: CommandContext): Promise<string | null> {
  const last = await lastBoardPost(row, context);
  const message = last?.message ?? last?.edits ?? null;
  return message === null ? null : messageLink(row.guild, row.channel, message);
}

async function switchOff(row: RecurringRow | null, channel: CalledChannel, context: CommandContext) {
  if (row === null) throw new CommandRefusal(boardText('offNothing', { channel: channelMention(channel.id) }));
  await closeBoard(row, context, context.world.now());
  context.changed();
  return boardAnswer({
    channel: channel.id,
    filter: null,
    zone: null,
    mayPin: null,
    done: 'off',
    unpinned: null,
    link: null,
    was: row.paused,
  });
}

export const feature: Feature = { commands: [board] };
