import type { Instant } from '../../model/date.ts';
import { type Edge, isSameDate } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { LeadDefaults, SubscriptionClock } from '../../model/subscription.ts';
import { type AgendaEntry, entriesOf } from './derive-agenda.ts';
import { type KnownMoment, nearestToAdd } from './settle-change.ts';

/**
 * Finds, for each of these edges, the nearest lead that is due by `now` and that no message in the channel has covered:
 * what nobody asked for when it was due is posted only where somebody says so (product rule 9).
 */
export function findUntold(request: {
  readonly wanted: Iterable<{ readonly event: ListEvent; readonly edge: Edge }>;
  readonly clock: SubscriptionClock;
  readonly defaults: LeadDefaults;
  /** The rows of these events in the channel. */
  readonly known: readonly KnownMoment[];
  readonly now: Instant;
}): AgendaEntry[] {
  const { wanted, clock, defaults, known, now } = request;
  const found: AgendaEntry[] = [];
  for (const { event, edge } of wanted) {
    const date = { edge: edge.name, sourceDate: edge.sourceDate };
    const told = known.filter((row) => row.announced && row.event === event.id && isSameDate(row, date));
    const due = entriesOf(event, edge, { clock, subscriptions: [] }, defaults).filter((entry) => entry.due <= now);
    const nearest = nearestToAdd(due, told);
    if (nearest !== null) found.push(nearest);
  }
  return found;
}
