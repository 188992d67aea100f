import { type ClaimDate, firstDay, isAnchored } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { currentClaims } from '../../plan/claims/choose-claim.ts';

/** How the credible sources stand to the date that is followed. A source that is silent on it takes no part. */
export type Evidence = 'one source' | 'agree' | 'differ';

/** What the sources of an event say of one edge's date, taken together (product rules 5 and 14). */
export function weighClaims(event: ListEvent, edge: Edge): Evidence {
  const dates = currentClaims(event)
    .filter((claim) => claim.credible && claim.date.role === edge.kind)
    .map((claim) => claim.date);
  if (dates.some((date) => !agree(date, edge.date))) return 'differ';
  return dates.length > 1 ? 'agree' : 'one source';
}

/** Whether two dates can both be right: a month agrees with each of its days, a day with each of its minutes. */
export function agree(a: ClaimDate, b: ClaimDate): boolean {
  if (a.precision === 'during' || b.precision === 'during') return true;
  if (a.precision === 'none' || b.precision === 'none') return a.precision === b.precision;
  if (a.precision === 'range' && b.precision === 'range' && a.through !== b.through) return false;
  if (a.precision === 'minute' && b.precision === 'minute') return a.minute === b.minute;
  if ((a.precision === 'range') !== (b.precision === 'range') && isAnchored(a) && isAnchored(b)) return false;
  const [first, second] = [named(a), named(b)];
  return first.startsWith(second) || second.startsWith(first);
}

/** The day, month or year a date names, as the text it begins with. */
function named(date: Exclude<ClaimDate, { precision: 'during' | 'none' }>): string {
  if (isAnchored(date)) return firstDay(date);
  return date.precision === 'month' ? date.month : String(date.year);
}
