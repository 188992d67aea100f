import type { EventId } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import {
  type ChannelId,
  type GuildId,
  guildOf,
  type Subscription,
  type SubscriptionClock,
  type UserId,
} from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import { readerIn } from '../../time/reader.ts';
import { type Call, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { clockFrom, type ShownClock } from './read-clock.ts';
import { asksTheSame } from './undo-parts.ts';
import { callText } from './words.ts';

/** The channel's subscription if it belongs to that server; `null` otherwise, without a channel, and by direct message. */
export async function subscriptionIn(
  guild: GuildId | null,
  channel: ChannelId | null,
  context: CommandContext,
): Promise<SubscriptionRow | null> {
  const row = guild === null || channel === null ? null : await context.registry.subscription(channel);
  return row !== null && guildOf(row.owner) === guild ? row : null;
}

/** Refuses one more channel in a server that has as many as it may; a channel that gets something already is none. */
export async function requireRoom(guild: GuildId, channel: ChannelId, context: CommandContext): Promise<void> {
  const recurring = (await context.registry.recurring()).filter((row) => row.guild === guild);
  const channels = new Set([...(await context.subscriptionsOf(guild)), ...recurring].map((row) => row.channel));
  if (channels.has(channel) || channels.size < context.channelsPerServer) return;
  throw new CommandRefusal(callText('serverFull', { count: channels.size }));
}

/**
 * Writes one changed part. The subscription is the command's from now on, whoever declared it. Its window begins anew
 * where it asks for other dates or times, so that nothing is posted that nobody asked for when it was due (product rule
 * 9), and stays otherwise. Returns whether it asks for others.
 */
export async function saveChoice(
  changed: Subscription,
  { subscription: before, saved }: { readonly subscription: Subscription; readonly saved: SubscriptionRow | null },
  context: CommandContext,
): Promise<boolean> {
  const isOther = !asksTheSame(changed, before);
  const since = isOther ? context.world.now() : changed.since;
  await context.registry.putSubscription({ ...changed, since, madeBy: 'command' }, saved);
  context.changed();
  return isOther;
}

/** The reason of the pause of a subscription that the settings file declares and somebody removed on the card. */
export function stoppedReason(): string {
  return callText('stoppedReason');
}

/** A person's own subscription; `null` when they have no reminders. */
export async function findPerson(user: UserId, context: CommandContext): Promise<SubscriptionRow | null> {
  const rows = await context.registry.subscriptions();
  return rows.find(({ owner }) => owner.kind === 'person' && owner.user === user) ?? null;
}

/** The leads they have chosen for each event. */
export function chosenLeads(row: Pick<SubscriptionRow, 'leadsByEvent'> | null): ReadonlyMap<EventId, readonly Lead[]> {
  return new Map(Object.entries(row?.leadsByEvent ?? {}));
}

/**
 * A person's clock: their own settings; until they have any, those of the server in which they ask, since people there
 * share "the morning"; else the defaults of the settings file. Hours are written by their own language.
 */
export async function readPersonClock(
  call: Pick<Call, 'user' | 'guild' | 'locale'>,
  context: CommandContext,
): Promise<ShownClock> {
  const saved = await context.personSettingsOf(call.user);
  // Both are left open where a person's first choice was undone.
  const own = saved?.zone == null && saved?.postingTime == null ? null : saved;
  const server = call.guild === null ? null : await context.settingsOf(call.guild);
  const shown = clockFrom(own ?? server, context.defaults());
  const clock = { ...shown, reader: readerIn(shown.zone, call) };
  return own === null ? { ...clock, ownZone: false, ownPostingTime: false } : clock;
}

/** That clock for deriving instants. The leads come by event. */
export function derivingClock({ zone, postingTime }: ShownClock): SubscriptionClock {
  return { zone, postingTime, leads: [] };
}
