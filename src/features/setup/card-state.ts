import type { Instant } from '../../model/date.ts';
import { type EventId, isCalledOff } from '../../model/event.ts';
import type { ChannelId, Defaults, GuildId, Subscription } from '../../model/subscription.ts';
import type { RecurringRow } from '../../outbox/registry.ts';
import type { CommandContext } from '../call/context.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import { type ComingReminder, nextReminders, wantedEdges } from '../call/preview-reminders.ts';
import { queryFor, readClock, type ShownClock } from '../call/read-clock.ts';

/** Everything that a channel gets, as the card shows it. */
export type CardState = {
  readonly guild: GuildId;
  readonly channel: ChannelId;
  readonly subscription: Subscription;
  readonly board: RecurringRow | null;
  readonly digests: readonly RecurringRow[];
  readonly clock: ShownClock;
  readonly defaults: Defaults;
  readonly now: Instant;
  /** How many dates ahead its filter lets through, and the next reminder of them. */
  readonly ahead: number;
  readonly next: ComingReminder | null;
};

/** Reads what a channel of the server gets; `null` where it has no subscription. */
export async function readCard(guild: GuildId, channel: ChannelId, context: CommandContext): Promise<CardState | null> {
  const row = await subscriptionIn(guild, channel, context);
  if (row === null) return null;
  const { unsettled: _, version: __, ...subscription } = row;
  const recurring = (await context.registry.recurring()).filter(
    (one) => one.guild === guild && one.channel === channel,
  );
  const clock = await readClock(guild, context);
  const defaults = context.defaults();
  const now = context.world.now();
  const index = context.index();
  const isActive = subscription.paused === null;
  const [next = null] = isActive ? nextReminders(index, queryFor(subscription, clock, defaults), now, 1) : [];
  return {
    guild,
    channel,
    subscription,
    board: recurring.find(({ kind }) => kind === 'board') ?? null,
    digests: recurring.filter(({ kind }) => kind !== 'board'),
    clock,
    defaults,
    now,
    ahead: [...wantedEdges(index, subscription.filter, now)].length,
    next,
  };
}

/** The events that a channel could mute: those ahead that it is reminded of, soonest first, and those muted already. */
export function mutableEvents({ subscription, now }: CardState, context: CommandContext): readonly EventId[] {
  const muted = subscription.filter.muted ?? [];
  const { muted: _, ...filter } = subscription.filter;
  const ahead = [...wantedEdges(context.index(), filter, now)].filter(({ event }) => !isCalledOff(event.certainty));
  return [...new Set([...muted, ...ahead.map(({ event }) => event.id)])];
}
