import type { EventId } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import { personalKey } from '../../model/post.ts';
import type { ChannelId, Subscription, UserId } from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import { restsBecause } from '../../plan/reminders/match-filter.ts';
import { renderGreeting } from '../../render/reminder/render-personal.ts';
import { missingPermissions, takesPosts } from '../call/check-channel.ts';
import { type Call, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { chosenLeads, findPerson } from '../call/find-subscription.ts';
import { notePersonLocale } from '../call/note-locale.ts';
import type { ReminderWay } from './remind-answer.ts';
import { personalText } from './words.ts';

/** Most events that one person may be reminded of. */
export const MAX_PERSONAL_EVENTS = 100;

type Fallback = NonNullable<Subscription['fallback']> | null;
type Place = { readonly channel: ChannelId; readonly fallback: Fallback; readonly way: ReminderWay };

/**
 * Saves when a person is to be reminded of one event, in place of what they had chosen for it. The first time, it tries
 * whether they can be written to at all. Refuses, with nothing saved, where they cannot be reached. Returns how they
 * will be reminded.
 */
export function saveReminder(
  call: Call,
  event: EventId,
  choose: (before: readonly Lead[]) => readonly Lead[],
  context: CommandContext,
): Promise<{ readonly leads: readonly Lead[]; readonly way: ReminderWay }> {
  return context.inTurn(call.user, async () => {
    const found = await findPerson(call.user, context);
    const before = stillToCome(chosenLeads(found), context);
    if (!before.has(event) && before.size >= MAX_PERSONAL_EVENTS) {
      throw new CommandRefusal(personalText('tooMany', { max: MAX_PERSONAL_EVENTS }));
    }
    const leads = choose(before.get(event) ?? []);
    const place = await placeFor(call, found, context);
    if (found === null) await adoptClock(call, context);
    await notePersonLocale(call, context);
    const wanted = new Map([...before, [event, leads]]);
    const now = context.world.now();
    await context.registry.putSubscription(personalSubscription(call.user, wanted, place, now), found);
    context.changed();
    return { leads, way: place.way };
  });
}

/** Drops events from a person's reminders: one, or all for `null`. Returns how many it dropped. */
export function cancelReminders(user: UserId, event: EventId | null, context: CommandContext): Promise<number> {
  return context.inTurn(user, async () => {
    const found = await findPerson(user, context);
    if (found === null) return 0;
    const before = chosenLeads(found);
    const kept = new Map([...before].filter(([id]) => event !== null && id !== event));
    if (kept.size === before.size) return 0;
    if (kept.size === 0) await context.registry.removeSubscription(found.channel, found);
    else {
      // Nothing is added, so the window stays where it began and skips nothing that is just due.
      const { unsettled: _, version: __, ...subscription } = found;
      await context.registry.putSubscription({ ...subscription, ...choiceFor(kept) }, found);
    }
    context.changed();
    return before.size - kept.size;
  });
}

/** Where a person is reminded, and how the answer says so. */
async function placeFor(call: Call, found: SubscriptionRow | null, context: CommandContext): Promise<Place> {
  const fallback = fallbackHere(call) ?? found?.fallback ?? null;
  const direct = (channel: ChannelId): Place => ({
    channel,
    fallback,
    way: { kind: 'direct', or: fallback?.channel ?? null },
  });
  if (found !== null && (await undeliveredTo(found, context)) === null) return direct(found.channel);
  // A person who asks by direct message has received one from here.
  if (found === null && call.guild === null) return direct(call.channel.id);
  const reach = await context.reachPerson(call.user, renderGreeting());
  if (reach.kind === 'open') return direct(reach.channel);
  if (reach.kind === 'unknown') throw new CommandRefusal(personalText('unknownReach'));
  if (fallback === null) throw new CommandRefusal(personalText('closedNowhere'));
  return { channel: reach.channel, fallback, way: { kind: 'fallback', channel: fallback.channel } };
}

/** The channel they ask in, if the bot may write there. */
function fallbackHere({ guild, channel }: Call): Fallback {
  const may = guild !== null && takesPosts(channel) && missingPermissions(channel)?.length === 0;
  return may ? { guild, channel: channel.id } : null;
}

/** The first time, the clock of the server they ask in becomes theirs, so that it does not depend on where they ask. */
async function adoptClock({ user, guild }: Call, context: CommandContext): Promise<void> {
  const server = guild === null ? null : await context.settingsOf(guild);
  const own = await context.personSettingsOf(user);
  if (server === null || own?.zone != null || own?.postingTime != null) return;
  if (server.zone === null && server.postingTime === null) return;
  const { zone, postingTime } = server;
  await context.registry.putPersonSettings({ user, zone, postingTime }, context.world.now(), own);
}

/** Drops events that the list says are over; whoever was reminded of one still gets its closing line. */
function stillToCome(
  chosen: ReadonlyMap<EventId, readonly Lead[]>,
  context: CommandContext,
): ReadonlyMap<EventId, readonly Lead[]> {
  const { events } = context.index();
  const isOver = (id: EventId) => {
    const event = events.get(id);
    return event !== undefined && restsBecause(event) === 'event over';
  };
  return new Map([...chosen].filter(([id]) => !isOver(id)));
}

function personalSubscription(
  user: UserId,
  wanted: ReadonlyMap<EventId, readonly Lead[]>,
  { channel, fallback }: Place,
  now: number,
): Subscription {
  return {
    owner: { kind: 'person', user },
    channel,
    ...choiceFor(wanted),
    fallback,
    role: null,
    pingFor: [],
    since: now,
    madeBy: 'command',
    paused: null,
  };
}

function choiceFor(
  wanted: ReadonlyMap<EventId, readonly Lead[]>,
): Pick<Subscription, 'filter' | 'leads' | 'leadsByEvent'> {
  const events = [...wanted.keys()].sort();
  return { filter: { topics: null, kinds: null, events }, leads: [], leadsByEvent: Object.fromEntries(wanted) };
}

/** The failed delivery of the newest message to a person, and where it was posted instead; `null`: nowhere. */
export type Undelivered = { readonly instead: ChannelId | null };

/** Whether the newest message to a person met closed direct messages; `null` when it did not, or there was none. */
export async function undeliveredTo(row: SubscriptionRow, { outbox }: CommandContext): Promise<Undelivered | null> {
  const [newest] = await outbox.posts({ channel: row.channel, limit: 1 });
  if (newest?.state !== 'dead' || newest.reason !== 'direct messages closed') return null;
  const instead = await outbox.postByKey(personalKey(newest.id));
  const lost = instead === null || instead.state === 'dead' || instead.state === 'skipped';
  return { instead: lost ? null : instead.channel };
}
