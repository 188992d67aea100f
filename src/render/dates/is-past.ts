import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { localDay } from '../../time/local.ts';

/** What of an edge tells whether it is behind. */
export type EdgeTime = Pick<Edge, 'exact' | 'anchor' | 'zone' | 'day'>;

/** For so long after an exact anchor it is "now": a reminder due at the anchor is always sent a little after it. */
const NOW_MS = 120_000;

/**
 * Whether to speak of an edge in the past tense. What has an exact anchor is behind two minutes after it; an opening day
 * whose hour is not known, only once the day is over at its place, for its 09:00 is our convention.
 */
export function isPast(edge: EdgeTime, now: Instant): boolean {
  return edge.exact ? now >= edge.anchor + NOW_MS : localDay(now, edge.zone) > edge.day && now >= edge.anchor;
}

/** Whether an exact anchor is just being passed. */
export function isNow(edge: EdgeTime, now: Instant): boolean {
  return edge.exact && now >= edge.anchor && !isPast(edge, now);
}
