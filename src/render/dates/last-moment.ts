import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';

/**
 * The instant an exact edge is shown by: its anchor; for the end of a day the last minute of it, so that "through
 * 10 November" does not read as the 11th (product rule 1).
 */
export function lastMoment(edge: Pick<Edge, 'kind' | 'date' | 'anchor'>): Instant {
  const endOfDay = (edge.kind === 'expires' || edge.kind === 'closes') && edge.date.precision !== 'minute';
  return endOfDay ? edge.anchor - 60_000 : edge.anchor;
}
