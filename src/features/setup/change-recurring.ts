import type { Message } from '../../model/message.ts';
import { DELETED_TWICE, type Recurring } from '../../model/recurring.ts';
import { pinRefusalWords } from '../../render/recurring/render-board.ts';
import { requirePostable } from '../call/check-channel.ts';
import { closeBoard } from '../call/close-board.ts';
import { pinKey, unpinnedBoards } from '../call/closed-channels.ts';
import { type Call, CommandRefusal, type Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readTime } from '../call/read-times.ts';
import { WEEKDAYS } from './card-lines.ts';
import { cardPage } from './card-page.ts';
import { readCard } from './card-state.ts';
import { lookAtChannel } from './look-at-channel.ts';
import { makeChange } from './save-change.ts';
import type { CardPlace } from './show-card.ts';
import { setupText } from './words.ts';

/** Switches the board of a channel on or off; one that rests goes on. Where Discord refuses to pin it, the answer says so once that is known. */
export async function toggleBoard(place: CardPlace, end: boolean, call: Call, context: CommandContext): Promise<Reply> {
  const pinned = context.pinTried(place.channel);
  const reply = await makeChange(place, call, context, async ({ board, digests, now }) => {
    if (board !== null && board.paused === null) await closeBoard(board, context, now);
    else {
      await requireOpen(place, call, context);
      // One whose message was deleted begins anew; another goes on with its message.
      if (board !== null && board.paused !== DELETED_TWICE) {
        await context.registry.pauseRecurring(place.channel, 'board', null);
      } else {
        await context.registry.putRecurring(recurringOf(place, 'board', now), allOf(board, digests));
      }
    }
    context.changed();
    return { end };
  });
  return { ...reply, later: afterPin(place, pinned, context) };
}

/** The card with why the board is not pinned; `null` where it is, or where the answer can be changed no more. */
async function afterPin(place: CardPlace, tried: Promise<boolean>, context: CommandContext): Promise<Message | null> {
  if (!(await tried)) return null;
  const refused = (await unpinnedBoards(place.guild, context)).find(({ channel }) => channel === place.channel);
  const state = await readCard(place.guild, place.channel, context);
  if (refused === undefined || state === null) return null;
  if (!(await context.registry.noteTold(place.guild, pinKey(refused)))) return null;
  return cardPage({ state, before: null, note: pinRefusalWords(refused.why, place.channel), missing: [] });
}

/** Chooses the digest of a channel: `none`, `daily`, or `weekly` with its day. Its time stays. */
export function chooseDigest(
  place: CardPlace,
  chosen: string,
  end: boolean,
  call: Call,
  context: CommandContext,
): Promise<Reply> {
  const [kind, day] = chosen.split(' ');
  const weekday = WEEKDAYS.find((one) => String(one) === day) ?? null;
  const isWeekly = kind === 'weekly' && weekday !== null;
  if (!isWeekly && kind !== 'daily' && kind !== 'none') throw new CommandRefusal(setupText('unknown'));
  return makeChange(place, call, context, async ({ board, digests, now }) => {
    const [old] = digests;
    const same = digests.length === 1 && old?.kind === kind && old.weekday === weekday && old.paused === null;
    if (same) return { end };
    if (kind !== 'none') await requireOpen(place, call, context);
    if (kind === 'daily' || isWeekly) {
      const digest = recurringOf(place, isWeekly ? 'weekly' : 'daily', now);
      await context.registry.putRecurring({ ...digest, weekday, time: old?.time ?? null }, allOf(board, digests));
    }
    for (const row of digests) if (row.kind !== kind) await context.registry.removeRecurring(row.channel, row.kind);
    context.changed();
    return { end };
  });
}

/** Sets when the digest of a channel is posted; nothing typed means at the server's posting time. */
export function chooseDigestTime(place: CardPlace, typed: string, call: Call, context: CommandContext): Promise<Reply> {
  const time = typed.trim() === '' ? null : readTime(typed);
  return makeChange(place, call, context, async ({ board, digests, now }) => {
    let there = allOf(board, digests);
    for (const { board: _, ...row } of digests) {
      if (row.time === time) continue;
      const wanted = { ...row, time, since: now };
      await context.registry.putRecurring(wanted, there);
      there = there.map((one) => (one.kind === row.kind ? wanted : one));
    }
    context.changed();
    return {};
  });
}

function allOf(board: Recurring | null, digests: readonly Recurring[]): readonly Recurring[] {
  return board === null ? digests : [board, ...digests];
}

function recurringOf({ guild, channel }: CardPlace, kind: Recurring['kind'], since: number): Recurring {
  return { guild, channel, kind, time: null, weekday: null, since, paused: null };
}

async function requireOpen({ guild, channel }: CardPlace, call: Call, context: CommandContext): Promise<void> {
  const found = await lookAtChannel(channel, guild, call, context);
  if (found !== null) requirePostable(found);
}
