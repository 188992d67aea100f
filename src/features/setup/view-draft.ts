import type { ListIndex } from '../../list/index/index-list.ts';
import { firstAfter } from '../../list/index/order-events.ts';
import type { Instant } from '../../model/date.ts';
import { sortLeads } from '../../model/lead.ts';
import {
  type EventFilter,
  type GuildId,
  type GuildSettings,
  ofGuild,
  type Subscription,
} from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';
import type { CommandContext } from '../call/context.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import { type ComingReminder, nextReminders, type ReminderQuery, wantedEdges } from '../call/preview-reminders.ts';
import { clockFrom, queryFor } from '../call/read-clock.ts';
import { SETTING } from '../call/read-filter.ts';
import type { Draft, DraftOwner } from '../call/setup-drafts.ts';
import { checkPlace } from './check-place.ts';
import { offeredLeads, offeredTimes, offeredWords, offeredZones, type SetupTicket } from './setup-controls.ts';
import { leadText } from './setup-options.ts';
import type { SetupView } from './setup-page.ts';

/** Number of messages on the last page; the other pages name the first one only. */
const SHOWN = 3;

/** Works out from memory everything that the message of a draft shows. */
export async function viewDraft(
  draft: Draft,
  owner: DraftOwner,
  note: string | null,
  context: CommandContext,
): Promise<SetupView> {
  const { guild } = owner;
  const list = context.list();
  const index = context.index();
  const now = context.world.now();
  const defaults = context.defaults();
  const found = await subscriptionIn(guild, draft.place?.id ?? null, context);
  const own = await context.settingsOf(guild);
  const wantedSettings = settingsFrom(draft, own, guild);
  const clock = clockFrom(wantedSettings ?? own, defaults);
  const subscription = subscriptionFrom(draft, found, guild, now);
  const wanted = queryFor(subscription, clock, defaults);
  const preview = previewMessages(index, wanted, now, draft.page === 3 ? SHOWN : 1);
  return {
    ticket: ticketOf(draft, owner),
    page: draft.page,
    subscription,
    before: found === null ? null : subscriptionOf(found),
    same: wantedSettings === null && isInForce(subscription, found),
    defaults,
    clock,
    clockBefore: clockFrom(own, defaults),
    now,
    ahead: [...wantedEdges(index, subscription.filter, now)].length,
    next: preview.kind === 'ahead' ? (preview.reminders[0] ?? null) : null,
    preview,
    events: index.events,
    choices: {
      topics: offeredWords(
        list.events.flatMap((event) => event.topics),
        draft.topics,
      ),
      kinds: offeredWords(
        list.events.map((event) => event.kind),
        draft.kinds,
      ),
      leads: offeredLeads(draft.leads),
      zones: offeredZones(draft.offered, clock.ownZone ? clock.zone : null),
      times: offeredTimes(clock.ownPostingTime ? clock.postingTime : null),
      mostWords: SETTING.most,
    },
    ...checkPlace(draft),
    note,
  };
}

/** The owner of the draft that a control belongs to, and the state of it on the screen. */
function ticketOf({ run, rev }: Draft, { user }: DraftOwner): SetupTicket {
  return { user, run, rev };
}

/** The first messages that a subscription brings or, with none ahead, those it would have brought for a past event. */
type PreviewedMessages = {
  readonly kind: 'ahead' | 'example';
  /** Soonest first; empty for an example where nothing in the list has ever had an exact date. */
  readonly reminders: readonly ComingReminder[];
};

/** Most past edges that are examined for an example. */
const MAX_TRIED = 50;

const ALL: EventFilter = { topics: null, kinds: null };

/**
 * The first `count` messages of a subscription; where none is ahead, those of a past event that it lets through, else
 * of any (product rule 23).
 */
function previewMessages(index: ListIndex, query: ReminderQuery, now: Instant, count: number): PreviewedMessages {
  const reminders = nextReminders(index, query, now, count);
  if (reminders.length > 0) return { kind: 'ahead', reminders };
  const wanted = pastReminders(index, query, query.filter, now, count);
  return { kind: 'example', reminders: wanted.length > 0 ? wanted : pastReminders(index, query, ALL, now, count) };
}

/** The last reminders of the newest past edge for which the leads work. */
function pastReminders(
  index: ListIndex,
  query: ReminderQuery,
  filter: EventFilter,
  now: Instant,
  count: number,
): ComingReminder[] {
  let tried = 0;
  for (let i = firstAfter(index.edges, now) - 1; i >= 0 && tried < MAX_TRIED; i -= 1) {
    const entry = index.edges[i];
    if (entry === undefined || !wantsEvent(filter, entry.listed.event)) continue;
    if (restsBecause(entry.listed.event) === 'event cancelled') continue;
    tried += 1;
    const { edge } = entry;
    const { event } = entry.listed;
    const { due } = deriveDueLeads(edge, leadsFor(event, edge, query.clock, query.defaults), query.clock);
    if (due.length > 0)
      return due.slice(-count).map((lead) => ({ due: lead.due, items: [{ event, edge, lead: lead.lead }] }));
  }
  return [];
}

/**
 * The subscription that a draft asks for. Fields without a control in `/datewatch setup` stay as the channel has them. Without a
 * channel yet it is only for display.
 */
export function subscriptionFrom(
  draft: Draft,
  found: SubscriptionRow | null,
  guild: GuildId,
  now: Instant,
): Subscription {
  const kept = found === null ? null : subscriptionOf(found);
  return {
    pingFor: ['confirmed'],
    ...kept,
    owner: ofGuild(guild),
    channel: draft.place?.id ?? '',
    filter: { ...kept?.filter, topics: draft.topics, kinds: draft.kinds },
    leads: draft.leads,
    role: draft.role?.id ?? null,
    since: now,
    madeBy: 'command',
    paused: null,
  };
}

/** The subscription of a row, without the registry's own fields. */
export function subscriptionOf({ unsettled: _, version: __, ...subscription }: SubscriptionRow): Subscription {
  return subscription;
}

/** Whether a channel already has an equal subscription, so that writing it would only begin its window anew. */
export function isInForce(subscription: Subscription, found: SubscriptionRow | null): boolean {
  if (found === null || found.paused !== null) return false;
  const print = ({ leads, role }: Subscription) => [leads === null ? null : leadText(sortLeads(leads)), role];
  const filter = { ...found.filter, ...subscription.filter };
  return JSON.stringify([found.filter, print(found)]) === JSON.stringify([filter, print(subscription)]);
}

/** The server's settings that a draft asks for; `null` where they are so already. */
export function settingsFrom(draft: Draft, own: GuildSettings | null, guild: GuildId): GuildSettings | null {
  const base = own ?? { guild, zone: null, postingTime: null };
  const zone = draft.zone === undefined ? base.zone : draft.zone;
  const postingTime = draft.postingTime === undefined ? base.postingTime : draft.postingTime;
  return zone === base.zone && postingTime === base.postingTime ? null : { ...base, zone, postingTime };
}
