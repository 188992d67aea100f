import type { ClaimDate, Instant, LocalDay, Zone } from '../../model/date.ts';
import { addDays, atLocalMinute, localDay } from '../../time/local.ts';

/** How a date stands to now: `open` for a date that is not set or hangs on another event's. */
export type DatePhase = 'ahead' | 'under way' | 'behind' | 'open';

/**
 * Where now stands to a date at its place. What opens is under way through its last day; what takes effect is behind
 * from its first minute, what runs out or closes from the minute after its end. `anchor` is the edge's, where there is
 * one: before it nothing has opened.
 */
export function datePhase(date: ClaimDate, zone: Zone, now: Instant, anchor: Instant | null = null): DatePhase {
  if (anchor !== null && now < anchor) return 'ahead';
  if (date.precision === 'minute') return now < atLocalMinute(date.minute, zone) ? 'ahead' : 'behind';
  const span = spanOf(date);
  if (span === null) return 'open';
  const today = localDay(now, zone);
  if (date.role === 'expires' || date.role === 'closes') return isPast(date, span, today) ? 'behind' : 'ahead';
  if (today < span.first) return 'ahead';
  if (today > span.last) return 'behind';
  // A month or a year that has begun says nothing about its day; neither does a policy date of today.
  if (date.precision === 'month' || date.precision === 'year') return 'ahead';
  return date.role === 'opens' ? 'under way' : 'behind';
}

/** A range that ends something counts by its first day, as its edge does. */
function isPast(date: ClaimDate, span: Span, today: LocalDay): boolean {
  return today > (date.precision === 'range' ? span.first : span.last);
}

type Span = { readonly first: LocalDay; readonly last: LocalDay };

/** The first and last day a date can mean; `null` where it names none. */
function spanOf(date: Exclude<ClaimDate, { precision: 'minute' }>): Span | null {
  switch (date.precision) {
    case 'day':
      return { first: date.day, last: date.day };
    case 'range':
      return { first: date.from, last: date.through };
    case 'month':
      return { first: `${date.month}-01`, last: lastOfMonth(date.month) };
    case 'year':
      return { first: `${date.year}-01-01`, last: `${date.year}-12-31` };
    default:
      return null;
  }
}

function lastOfMonth(month: string): LocalDay {
  // 31 days after the first is always in the next month.
  return addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);
}
