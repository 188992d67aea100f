import type { ListedEvent } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import type { Subscription } from '../../model/subscription.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause } from '../../plan/reminders/match-filter.ts';
import type { CommandContext } from './context.ts';
import { wishOf } from './read-clock.ts';
import type { ShownClock } from './settings-answer.ts';

/** Reminders of one event to come. */
export type ComingOfEvent = { readonly count: number; readonly first: Instant };

/**
 * The reminders of one event that a subscription has ahead of it, muted or not; `null` where none is, because its dates
 * are behind, it was called off, or the subscription rests.
 */
export function listComing(
  { event, edges }: ListedEvent,
  subscription: Subscription,
  clock: ShownClock,
  context: CommandContext,
): ComingOfEvent | null {
  if (restsBecause(event) !== null || subscription.paused !== null) return null;
  const wish = wishOf(subscription, clock, context.defaults());
  const from = Math.max(context.world.now() + 1, wish.pausedUntil ?? 0);
  const due = edges
    .flatMap((edge) => deriveDueLeads(edge, leadsFor(event, edge, wish.clock, wish.defaults), wish.clock).due)
    .map((lead) => lead.due)
    .filter((instant) => instant >= from);
  return due.length === 0 ? null : { count: new Set(due).size, first: Math.min(...due) };
}
