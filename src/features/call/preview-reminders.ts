import type { ListIndex } from '../../list/index/index-list.ts';
import { firstAfter } from '../../list/index/order-events.ts';
import type { Instant, LocalDay } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { EventFilter, LeadDefaults, SubscriptionClock } from '../../model/subscription.ts';
import { mayBeDueIn } from '../../plan/reminders/derive-agenda.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';

/** Everything that decides which reminders a channel gets. */
export type ReminderQuery = {
  readonly filter: EventFilter;
  readonly clock: SubscriptionClock;
  readonly defaults: LeadDefaults;
  /** The end of the server's pause: nothing that falls due before it comes. */
  readonly pausedUntil?: Instant | null;
};

/** One reminder to come: edges that fall on one instant share it. */
export type ComingReminder = {
  readonly due: Instant;
  readonly items: readonly { readonly event: ListEvent; readonly edge: Edge; readonly lead: Lead }[];
};

/** An edge with its event. */
export type WantedEdge = { readonly event: ListEvent; readonly edge: Edge };

/** The edges after `now` that a filter lets through and that still count, soonest first. */
export function* wantedEdges(index: ListIndex, filter: EventFilter, now: Instant): Generator<WantedEdge> {
  for (let i = firstAfter(index.edges, now); i < index.edges.length; i += 1) {
    const entry = index.edges[i];
    if (entry === undefined) return;
    const { event } = entry.listed;
    if (wantsEvent(filter, event) && restsBecause(event) === null) yield { event, edge: entry.edge };
  }
}

/** The first `count` of them. */
export function firstWanted(index: ListIndex, filter: EventFilter, now: Instant, count: number): WantedEdge[] {
  const found: WantedEdge[] = [];
  for (const wanted of wantedEdges(index, filter, now)) {
    if (found.length >= count) break;
    found.push(wanted);
  }
  return found;
}

/** The day of the last such anchor in the past, whatever the outcome; `null` where there is none. */
export function lastWantedDay(index: ListIndex, filter: EventFilter, now: Instant): LocalDay | null {
  for (let i = firstAfter(index.edges, now) - 1; i >= 0; i -= 1) {
    const entry = index.edges[i];
    if (entry && wantsEvent(filter, entry.listed.event) && !isCalledOff(entry.listed.event.certainty))
      return entry.edge.day;
  }
  return null;
}

/**
 * The next `count` reminders after `now`, soonest first. Exact instants are worked out only for edges that could be
 * among them, because luxon costs some ten microseconds a step and a list may hold 5,000 events.
 */
export function nextReminders(index: ListIndex, query: ReminderQuery, now: Instant, count: number): ComingReminder[] {
  const found = new Map<Instant, ComingReminder['items'][number][]>();
  let last = Number.POSITIVE_INFINITY;
  const after = Math.max(now, (query.pausedUntil ?? now) - 1);
  for (const { event, edge } of wantedEdges(index, query.filter, now)) {
    const leads = leadsFor(event, edge, query.clock, query.defaults);
    if (!mayBeDueIn({ from: after, to: last }, edge, leads)) continue;
    for (const { lead, due } of deriveDueLeads(edge, leads, query.clock).due) {
      if (due <= after || due > last) continue;
      found.set(due, [...(found.get(due) ?? []), { event, edge, lead }]);
    }
    last = [...found.keys()].sort((a, b) => a - b)[count - 1] ?? Number.POSITIVE_INFINITY;
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .slice(0, count)
    .map(([due, items]) => ({ due, items }));
}

/** The reminders that a subscription beginning at `now` will not bring, although an anchor is ahead. */
type LeadsPreview = {
  /** The number of edges ahead that its filter lets through. */
  readonly ahead: number;
  /** Reminders whose time had passed before it began, by event. */
  readonly passed: readonly { readonly event: ListEvent; readonly count: number }[];
  /** Leads in hours or minutes for events whose hour is not known. */
  readonly noHour: readonly { readonly lead: string; readonly events: readonly ListEvent[] }[];
  /** Leads that fall on one instant with a shorter one, which names the reminder. */
  readonly together: readonly { readonly lead: string; readonly with: string; readonly events: readonly ListEvent[] }[];
};

/** Most edges that are examined: more could be neither shown nor worked out within the time for an answer. */
const MAX_EDGES = 200;

/** Finds which leads have passed and which have no effect, for the nearest edges ahead that the filter lets through. */
export function previewLeads(index: ListIndex, query: ReminderQuery, now: Instant): LeadsPreview {
  const passed = new Map<ListEvent, number>();
  const noHour = new Map<string, Set<ListEvent>>();
  const together = new Map<string, Set<ListEvent>>();
  let ahead = 0;
  for (const { event, edge } of wantedEdges(index, query.filter, now)) {
    ahead += 1;
    if (ahead > MAX_EDGES) continue;
    const { due, idle } = deriveDueLeads(edge, leadsFor(event, edge, query.clock, query.defaults), query.clock);
    const before = due.filter((moment) => moment.due <= now).length;
    if (before > 0) passed.set(event, (passed.get(event) ?? 0) + before);
    for (const { lead, why, due: at } of idle) {
      const earlier = due.find((moment) => moment.due === at);
      if (why === 'no known hour') add(noHour, leadName(lead), event);
      else if (earlier && earlier.due > now) add(together, `${leadName(lead)} ${leadName(earlier.lead)}`, event);
    }
  }
  return {
    ahead,
    passed: [...passed].map(([event, count]) => ({ event, count })),
    noHour: [...noHour].map(([lead, events]) => ({ lead, events: [...events] })),
    together: [...together].map(([pair, events]) => {
      const [lead = '', other = ''] = pair.split(' ');
      return { lead, with: other, events: [...events] };
    }),
  };
}

function add(map: Map<string, Set<ListEvent>>, key: string, event: ListEvent): void {
  map.set(key, (map.get(key) ?? new Set()).add(event));
}
