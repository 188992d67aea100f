import type { Instant } from '../../model/date.ts';
import type { DueLead } from '../../model/moment.ts';
import type { LeadDefaults, SubscriptionClock } from '../../model/subscription.ts';
import type { DatedEvent } from './derive-agenda.ts';
import { deriveDueLeads, leadsFor } from './derive-due-leads.ts';
import { isInPause } from './judge-pause.ts';
import { restsBecause } from './match-filter.ts';

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
