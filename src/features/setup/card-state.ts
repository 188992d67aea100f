import type { Instant } from '../../model/date.ts';
import { type EventId, isCalledOff } from '../../model/event.ts';
import { type ChannelId, type Defaults, type GuildId, ofGuild, type Subscription } from '../../model/subscription.ts';
import type { RecurringRow, SubscriptionRow } from '../../outbox/registry.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import { lastBoardPost } from '../call/close-board.ts';
import type { CommandContext } from '../call/context.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import { type ComingReminder, nextReminders, wantedEdges } from '../call/preview-reminders.ts';
import { queryFor, readClock, type ShownClock } from '../call/read-clock.ts';
import { withSilence } from './silent-channel.ts';

/** Everything that a channel gets, as the card shows it. */
export type CardState = {
  readonly guild: GuildId;
  readonly channel: ChannelId;
  readonly subscription: Subscription;
  /** That subscription as it is kept; `null` where there is none. */
  readonly saved: SubscriptionRow | null;
  readonly board: RecurringRow | null;
  /** The address of its message; `null` where none was posted yet. */
  readonly boardLink: string | null;
  /** Whether other channels can follow it; `null` where that is not known. */
  readonly followed: boolean | null;
  readonly digests: readonly RecurringRow[];
  readonly clock: ShownClock;
  readonly defaults: Defaults;
  readonly now: Instant;
  /** Whether calendars of channels are served. */
  readonly calendars: boolean;
  /** How many dates ahead its filter lets through, and the next reminder of them. */
  readonly ahead: number;
  readonly next: ComingReminder | null;
};

/**
 * Reads what a channel of the server gets; `null` where that is nothing. One that has a board or a digest alone has no
 * subscription: it is shown as one that asks for no message.
 */
export async function readCard(guild: GuildId, channel: ChannelId, context: CommandContext): Promise<CardState | null> {
  const row = await subscriptionIn(guild, channel, context);
  const recurring = (await context.registry.recurring()).filter(
    (one) => one.guild === guild && one.channel === channel,
  );
  if (row === null && recurring.length === 0) return null;
  const clock = await readClock(guild, context);
  const defaults = context.defaults();
  const now = context.world.now();
  const subscription = row === null ? silentSubscription(guild, channel, now) : withoutMarks(row);
  const board = recurring.find(({ kind }) => kind === 'board') ?? null;
  const index = context.index();
  const isActive = subscription.paused === null;
  const [next = null] = isActive ? nextReminders(index, queryFor(subscription, clock, defaults), now, 1) : [];
  return {
    guild,
    channel,
    subscription,
    saved: row,
    board,
    followed: null,
    boardLink: board === null ? null : await linkOf(board, context),
    digests: recurring.filter(({ kind }) => kind !== 'board'),
    clock,
    defaults,
    now,
    calendars: context.calendarsAt !== null,
    ahead: [...wantedEdges(index, subscription.filter, now)].length,
    next,
  };
}

function withoutMarks({ unsettled: _, version: __, ...subscription }: SubscriptionRow): Subscription {
  return subscription;
}

/** A subscription that brings no message of its own. */
function silentSubscription(guild: GuildId, channel: ChannelId, since: Instant): Subscription {
  return withSilence({
    owner: ofGuild(guild),
    channel,
    filter: { topics: null, kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since,
    madeBy: 'command',
    paused: null,
  });
}

async function linkOf(board: RecurringRow, context: CommandContext): Promise<string | null> {
  const last = await lastBoardPost(board, context);
  const message = last?.message ?? last?.edits ?? null;
  return message === null ? null : messageLink(board.guild, board.channel, message);
}

/** The events that a channel could mute: those ahead that it is reminded of, soonest first, and those muted already. */
export function mutableEvents({ subscription, now }: CardState, context: CommandContext): readonly EventId[] {
  const muted = subscription.filter.muted ?? [];
  const { muted: _, ...filter } = subscription.filter;
  const ahead = [...wantedEdges(context.index(), filter, now)].filter(({ event }) => !isCalledOff(event.certainty));
  return [...new Set([...muted, ...ahead.map(({ event }) => event.id)])];
}
