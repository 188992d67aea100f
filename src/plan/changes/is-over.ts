import type { DatedSide, EventChange } from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import type { ListEvent } from '../../model/event.ts';
import { localDay } from '../../time/local.ts';
import { namedSpan } from '../claims/named-span.ts';
import { restsBecause } from '../reminders/match-filter.ts';

/**
 * Whether a change is about something that is over, so that it only corrects history: no exact date lies ahead on either
 * side, and the event is done, or a date is behind. A month or a year is behind when its last day is, where the event is.
 */
export function isOver(change: EventChange, event: ListEvent | null, now: Instant): boolean {
  const sides = [change.before, change.after].filter((side) => side !== null);
  if (sides.some(({ anchor }) => anchor !== null && anchor > now)) return false;
  if (event !== null && restsBecause(event) === 'event over') return true;
  const places = sides.map((side) => placeOf(side, now));
  return places.includes('behind') && !places.includes('ahead');
}

function placeOf({ anchor, date, zone }: DatedSide, now: Instant): 'behind' | 'ahead' | 'undated' {
  if (anchor !== null) return anchor > now ? 'ahead' : 'behind';
  const span = namedSpan(date);
  if (span === null) return 'undated';
  return span.last < localDay(now, zone) ? 'behind' : 'ahead';
}
