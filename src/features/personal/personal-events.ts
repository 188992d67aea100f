import type { ListedEvent } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { type Lead, leadName, sortLeads } from '../../model/lead.ts';
import type { SubscriptionClock } from '../../model/subscription.ts';
import { deriveDueLeads, dueInstant } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause } from '../../plan/reminders/match-filter.ts';

/** An event's state for a person who wants to be reminded of it. */
export type PersonalStatus =
  /** At least one exact date lies ahead. */
  | 'dated'
  /** None is known yet. */
  | 'undated'
  /** Cancelled, or postponed without a new date. */
  | 'called off'
  | 'over';

/** One lead that can still be chosen for an event. */
export type OfferedLead = {
  readonly lead: Lead;
  readonly chosen: boolean;
  /** When it comes first; `null` until a date is known. */
  readonly due: Instant | null;
  /** How many more reminders it brings, for events with several dates. */
  readonly more: number;
};

/** One reminder to come. */
export type ComingLead = { readonly lead: Lead; readonly due: Instant };

/** From a week to the minute itself: the leads a person can choose without typing. */
const OFFERED: readonly Lead[] = [
  { unit: 'days', count: 7 },
  { unit: 'days', count: 3 },
  { unit: 'days', count: 1 },
  { unit: 'days', count: 0 },
  { unit: 'minutes', count: 60 },
  { unit: 'minutes', count: 15 },
  { unit: 'minutes', count: 0 },
];

/** An event's state at `now`. One that has begun counts as over: no reminder can come before it. */
export function personalStatus({ event, edges, span }: ListedEvent, now: Instant): PersonalStatus {
  const rest = restsBecause(event);
  if (rest === 'event over') return 'over';
  if (rest !== null) return 'called off';
  if (edges.some((edge) => edge.anchor > now)) return 'dated';
  if (edges.length > 0) return 'over';
  return span.over !== null && span.over <= now ? 'over' : 'undated';
}

/**
 * The leads to offer, soonest to come first: those that can still come before one of its dates; all of them while no
 * date is known. A lead that falls on the same instants as a longer one is not offered besides it, and both are chosen
 * together.
 */
export function offerLeads(
  listed: ListedEvent,
  chosen: readonly Lead[],
  clock: SubscriptionClock,
  now: Instant,
): OfferedLead[] {
  const leads = sortLeads([...OFFERED, ...chosen]);
  const byUnit = [...leads.filter(({ unit }) => unit === 'days'), ...leads.filter(({ unit }) => unit !== 'days')];
  const isChosen = (lead: Lead) => chosen.some((one) => leadName(one) === leadName(lead));
  if (personalStatus(listed, now) !== 'dated') {
    return byUnit.map((lead) => ({ lead, chosen: isChosen(lead), due: null, more: 0 }));
  }
  const offered = new Map<string, OfferedLead & ComingLead>();
  for (const lead of leads) {
    const dues = duesOf(listed.edges, lead, clock, now);
    const [first] = dues;
    if (first === undefined) continue;
    const known = offered.get(dues.join(' '));
    const offer = known ?? { lead, chosen: false, due: first, more: dues.length - 1 };
    offered.set(dues.join(' '), { ...offer, chosen: offer.chosen || isChosen(lead) });
  }
  return [...offered.values()].sort((a, b) => a.due - b.due);
}

/**
 * Returns the reminders that these leads bring for an event after `now`, soonest first; leads that fall on one instant
 * count as one.
 */
export function comingLeads(
  { edges }: ListedEvent,
  leads: readonly Lead[],
  clock: SubscriptionClock,
  now: Instant,
): ComingLead[] {
  return edges
    .flatMap((edge) => deriveDueLeads(edge, leads, clock).due)
    .filter(({ due }) => due > now)
    .sort((a, b) => a.due - b.due)
    .map(({ lead, due }) => ({ lead, due }));
}

/** Whether a lead can come at all, or why it cannot. */
export function judgeLead(
  listed: ListedEvent,
  lead: Lead,
  clock: SubscriptionClock,
  now: Instant,
): 'comes' | 'passed' | 'no known hour' {
  if (personalStatus(listed, now) !== 'dated') return 'comes';
  if (duesOf(listed.edges, lead, clock, now).length > 0) return 'comes';
  const ahead = listed.edges.filter((edge) => edge.anchor > now);
  return ahead.some((edge) => dueInstant(edge, lead, clock) !== null) ? 'passed' : 'no known hour';
}

/** The instants at which one lead comes before each of these dates, soonest first, without past ones. */
function duesOf(edges: readonly Edge[], lead: Lead, clock: SubscriptionClock, now: Instant): Instant[] {
  return edges
    .flatMap((edge) => dueInstant(edge, lead, clock) ?? [])
    .filter((due) => due > now)
    .sort((a, b) => a - b);
}
