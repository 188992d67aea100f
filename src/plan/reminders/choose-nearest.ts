import { leadMinutes, leadName } from '../../model/lead.ts';
import type { DueLead } from '../../model/moment.ts';

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
