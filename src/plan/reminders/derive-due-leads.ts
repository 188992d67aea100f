import type { Instant } from '../../model/date.ts';
import { type Edge, isDeadline } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { type Lead, leadMinutes, sortLeads } from '../../model/lead.ts';
import type { DueLead } from '../../model/moment.ts';
import type { LeadDefaults, SubscriptionClock } from '../../model/subscription.ts';
import { addDays, atLocal } from '../../time/local.ts';
import { quietEnd } from './judge-silence.ts';

/** A lead that never becomes a reminder of its own, with the reason. */
export type IdleLead = {
  readonly lead: Lead;
  readonly why: 'no known hour' | 'same instant';
  /** For `same instant`: when it would have been due. */
  readonly due: Instant | null;
};

/** The leads of one edge by one clock: those that are due, soonest first, and those without effect. */
export type EdgeLeads = { readonly due: readonly DueLead[]; readonly idle: readonly IdleLead[] };

/**
 * Chooses the leads of one edge of an event (rule 4): the subscription's own for this event; else the entry's; else the
 * subscription's for its kind, else for all; where it has none, the defaults for the event's kind. An entry's leads
 * bring no reminders to those who asked for none, and an event of low importance only to those who asked for such.
 */
export function leadsFor(
  event: ListEvent,
  edge: Edge,
  clock: SubscriptionClock,
  defaults: LeadDefaults,
): readonly Lead[] {
  const ofEvent = named(clock.leadsByEvent, event.id);
  if (ofEvent !== null) return ofEvent;
  if (event.importance === 'low' && clock.low !== true) return [];
  const own = named(clock.leadsByKind, event.kind) ?? clock.leads;
  if (event.leads !== undefined && own?.length !== 0) return event.leads;
  if (own !== null) return own;
  return named(defaults.byKind, event.kind) ?? (isDeadline(edge.kind) ? defaults.deadlines : defaults.events);
}

/** Looks up a record by a name of the list, which may be `constructor`; `null` where it is not there. */
function named(leads: Readonly<Record<string, readonly Lead[]>> | undefined, name: string): readonly Lead[] | null {
  return leads !== undefined && Object.hasOwn(leads, name) ? (leads[name] ?? null) : null;
}

/**
 * Computes when each lead of an edge is due (product rules 3 and 4). Days are for mornings: day R − N at the posting
 * time in the subscription's zone, a day earlier while that lies after the anchor. Hours, minutes and `at` are exact
 * and need an exact anchor. Quiet hours delay leads that fall in them. Leads that then fall on one instant are one
 * reminder: the shortest. Those of a last day that come before its first is over are left out.
 */
export function deriveDueLeads(edge: Edge, leads: readonly Lead[], clock: SubscriptionClock): EdgeLeads {
  const idle: IdleLead[] = [];
  const byInstant = new Map<Instant, Lead>();
  for (const lead of sortLeads(leads)) {
    const due = dueInstant(edge, lead, clock);
    if (due === null) {
      idle.push({ lead, why: 'no known hour', due: null });
      continue;
    }
    if (edge.notBefore !== undefined && due < edge.notBefore) continue;
    const longer = byInstant.get(due);
    if (longer) idle.push({ lead: longer, why: 'same instant', due });
    byInstant.set(due, lead);
  }
  const due = [...byInstant].map(([instant, lead]) => dueLead(edge, lead, instant));
  return { due: due.sort((a, b) => a.due - b.due), idle };
}

/** A lead of an edge as something due. */
export function dueLead(edge: Edge, lead: Lead, due: Instant): DueLead {
  return { event: edge.event, edge: edge.name, sourceDate: edge.sourceDate, lead, due, anchor: edge.anchor };
}

/**
 * When one lead is due; `null` where it needs an hour that is not known. Never after the anchor. A lead that falls in
 * quiet hours is due at their end, unless that is not before the anchor: then it is due in them.
 */
export function dueInstant(edge: Edge, lead: Lead, clock: SubscriptionClock): Instant | null {
  const own = ownInstant(edge, lead, clock);
  const end = own === null ? null : quietEnd(own, clock);
  return end === null || end >= edge.anchor ? own : end;
}

/** The instant of a lead by itself, without quiet hours. */
function ownInstant(edge: Edge, lead: Lead, clock: SubscriptionClock): Instant | null {
  if (lead.unit === 'minutes') return edge.exact ? edge.anchor - leadMinutes(lead) * 60_000 : null;
  let day = addDays(edge.day, -lead.count);
  let due = atLocal(day, clock.postingTime, clock.zone);
  while (due > edge.anchor) {
    day = addDays(day, -1);
    due = atLocal(day, clock.postingTime, clock.zone);
  }
  return due;
}
