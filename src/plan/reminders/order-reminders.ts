import type { Instant } from '../../model/date.ts';
import { type EdgeName, isDeadline, kindOfEdge } from '../../model/edge.ts';
import { type EventId, IMPORTANCES, type ListEvent } from '../../model/event.ts';
import { leadMinutes, leadName } from '../../model/lead.ts';
import type { DueLead } from '../../model/moment.ts';

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

type Due = Pick<DueLead, 'lead' | 'due'>;

/**
 * Of several missed leads of one edge only the nearest counts (product rule 10): one for each key, by `isNearer`; of the
 * same lead twice, which a date that moved leaves behind, the one due last.
 */
export function chooseNearest<One extends Due>(all: readonly One[], keyOf: (one: One) => string): Map<string, One> {
  const nearest = new Map<string, One>();
  for (const one of all) {
    const known = nearest.get(keyOf(one));
    if (known === undefined || isNearer(one, known) || isLater(one, known)) nearest.set(keyOf(one), one);
  }
  return nearest;
}

function isLater(a: Due, b: Due): boolean {
  return leadName(a.lead) === leadName(b.lead) && a.due > b.due;
}

/**
 * Whether `a` is nearer to its edge than `b`. Of two in days, or two in hours and minutes, the shorter, whatever clocks
 * they fell due by; of one of each kind the one that fell due later: `0d` of a deadline is posted in the morning, hours
 * before its `1h`.
 */
export function isNearer(a: Due, b: Due): boolean {
  if (a.lead.unit !== b.lead.unit && a.due !== b.due) return a.due > b.due;
  return leadMinutes(a.lead) < leadMinutes(b.lead);
}
