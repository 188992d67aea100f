import { DAY_MS, type Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { type Lead, leadMinutes, MAX_LEAD_DAYS } from '../../model/lead.ts';
import type { DueLead } from '../../model/moment.ts';
import type { LeadDefaults, SubscriptionClock } from '../../model/subscription.ts';
import { deriveDueLeads, dueLead, leadsFor } from './derive-due-leads.ts';
import type { ClockGroup } from './group-clocks.ts';
import { isInPause } from './judge-silence.ts';
import { restsBecause } from './match-filter.ts';

/** One event that people can be reminded of, with its edges. */
export type DatedEvent = { readonly event: ListEvent; readonly edges: readonly Edge[] };

/** Something due for one clock. `merged` marks a lead that shares its instant with a shorter one, which is shown. */
export type AgendaEntry = DueLead & { readonly group: ClockGroup; readonly of: ListEvent; readonly merged: boolean };

/** Everything due after `from` up to and including `to`, soonest first. */
export type Agenda = { readonly from: Instant; readonly to: Instant; readonly entries: readonly AgendaEntry[] };

/**
 * A day lead may lie two days before or after its nominal distance (a zone's width, the day's own length), and quiet
 * hours a day later.
 */
const LEAD_SLACK_MS = 4 * DAY_MS;

/**
 * Derives the agenda of a span. It yields after every edge and clock, so that the caller can give way to other work: a
 * step of luxon costs tens of microseconds.
 */
export function* deriveAgenda(
  dated: readonly DatedEvent[],
  groups: readonly ClockGroup[],
  defaults: LeadDefaults,
  span: { readonly from: Instant; readonly to: Instant },
): Generator<void, Agenda> {
  const entries: AgendaEntry[] = [];
  const latestAnchor = span.to + MAX_LEAD_DAYS * DAY_MS + LEAD_SLACK_MS;
  const { ofMany, ofFew } = splitGroups(groups);
  for (const { event, edges } of dated) {
    if (restsBecause(event) !== null) continue;
    const few = ofFew.get(event.id);
    const interested = few === undefined ? ofMany : [...ofMany, ...few];
    for (const edge of edges) {
      if (edge.anchor < span.from || edge.anchor > latestAnchor) continue;
      for (const group of interested) {
        if (mayBeDueIn(span, edge, leadsFor(event, edge, group.clock, defaults))) {
          for (const entry of entriesOf(event, edge, group, defaults)) {
            if (entry.due > span.from && entry.due <= span.to) entries.push(entry);
          }
        }
        yield;
      }
    }
  }
  entries.sort((a, b) => a.due - b.due);
  return { ...span, entries };
}

/**
 * Splits groups into those that may let any event through and, by event, those whose subscriptions all name their few
 * events: ten thousand people with a reminder each must not become ten thousand looks at every event.
 */
function splitGroups(groups: readonly ClockGroup[]): {
  readonly ofMany: readonly ClockGroup[];
  readonly ofFew: ReadonlyMap<EventId, readonly ClockGroup[]>;
} {
  const ofMany: ClockGroup[] = [];
  const ofFew = new Map<EventId, ClockGroup[]>();
  for (const group of groups) {
    const named = group.subscriptions.map(({ filter }) => filter.events ?? null);
    if (named.includes(null)) {
      ofMany.push(group);
      continue;
    }
    for (const id of new Set(named.flatMap((events) => events ?? []))) {
      const known = ofFew.get(id);
      if (known) known.push(group);
      else ofFew.set(id, [group]);
    }
  }
  return { ofMany, ofFew };
}

/** Whether any of the leads can fall due after `from` up to and including `to`: rules out nearly all of a long list before luxon is used. */
export function mayBeDueIn(
  span: { readonly from: Instant; readonly to: Instant },
  edge: Edge,
  leads: readonly Lead[],
): boolean {
  return leads.some((lead) => {
    const nominal = edge.anchor - leadMinutes(lead) * 60_000;
    return nominal - LEAD_SLACK_MS <= span.to && nominal + LEAD_SLACK_MS > span.from;
  });
}

/** Every lead of one edge for one clock, with its instant; those that share one with a shorter lead are `merged`. */
export function entriesOf(event: ListEvent, edge: Edge, group: ClockGroup, defaults: LeadDefaults): AgendaEntry[] {
  const { due, idle } = deriveDueLeads(edge, leadsFor(event, edge, group.clock, defaults), group.clock);
  const merged = idle.flatMap(({ lead, due: instant }) => (instant === null ? [] : [dueLead(edge, lead, instant)]));
  return [
    ...due.map((lead) => ({ ...lead, group, of: event, merged: false })),
    ...merged.map((lead) => ({ ...lead, group, of: event, merged: true })),
  ];
}

/** The entries due after `after` up to and including `upTo`. */
export function dueBetween(agenda: Agenda, after: Instant, upTo: Instant): readonly AgendaEntry[] {
  return agenda.entries.slice(firstAfter(agenda, after), firstAfter(agenda, upTo));
}

/** When the next entry after `after` is due; `null` when the agenda holds none. */
export function nextDue(agenda: Agenda, after: Instant): Instant | null {
  return agenda.entries[firstAfter(agenda, after)]?.due ?? null;
}

/** The index of the first entry due after `instant`. */
function firstAfter(agenda: Agenda, instant: Instant): number {
  let low = 0;
  let high = agenda.entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((agenda.entries[middle]?.due ?? Number.POSITIVE_INFINITY) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The leads of an event that fall due after `now` and outside the server's pause, soonest first; none while it rests. */
export function leadsAhead(
  { event, edges }: DatedEvent,
  by: { readonly clock: SubscriptionClock; readonly defaults: LeadDefaults; readonly pausedUntil?: Instant | null },
  now: Instant,
): DueLead[] {
  if (restsBecause(event) !== null) return [];
  return edges
    .flatMap((edge) => deriveDueLeads(edge, leadsFor(event, edge, by.clock, by.defaults), by.clock).due)
    .filter(({ due }) => due > now && !isInPause(by.pausedUntil, due))
    .sort((a, b) => a.due - b.due);
}
