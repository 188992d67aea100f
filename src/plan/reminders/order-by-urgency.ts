import type { Instant } from '../../model/date.ts';
import { type EdgeName, isDeadline, kindOfEdge } from '../../model/edge.ts';
import { type EventId, IMPORTANCES, type ListEvent } from '../../model/event.ts';

/** The date that a reminder is about. */
type Urgent = {
  readonly event: EventId;
  readonly edge: EdgeName;
  readonly anchor: Instant;
  /** Left out where it is normal, or where the list is not at hand. */
  readonly importance?: ListEvent['importance'];
};

/**
 * Compares two reminders, the more urgent first (product rule 4): the more important one; of equal ones the nearer
 * anchor, then a deadline before an opening; then by event and the name of the date, to be stable.
 */
export function byUrgency(a: Urgent, b: Urgent): number {
  return (
    rank(a) - rank(b) ||
    a.anchor - b.anchor ||
    Number(isDeadline(kindOfEdge(b.edge))) - Number(isDeadline(kindOfEdge(a.edge))) ||
    compare(a.event, b.event) ||
    compare(a.edge, b.edge)
  );
}

function rank({ importance }: Urgent): number {
  return IMPORTANCES.indexOf(importance ?? 'normal');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
