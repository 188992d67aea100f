import { type ClaimDate, firstDay, isAnchored, type LocalDay } from '../../model/date.ts';

/** The first and last day that a date may mean. Both compare as text; the last of any month is written as its 31st. */
export type NamedSpan = { readonly first: LocalDay; readonly last: LocalDay };

/**
 * The days a date may mean, in its own zone: one day where an edge stands on it (a range counts by its first), a whole
 * month or year where no more is known. `null` for a date that hangs on another event, and for none.
 */
export function namedSpan(date: ClaimDate): NamedSpan | null {
  if (isAnchored(date)) return { first: firstDay(date), last: firstDay(date) };
  if (date.precision === 'month') return { first: `${date.month}-01`, last: `${date.month}-31` };
  if (date.precision === 'year') return { first: `${date.year}-01-01`, last: `${date.year}-12-31` };
  return null;
}
