import type { LocalDay } from '../../model/date.ts';
import { addDays, daysBetween } from '../../time/local.ts';

/** A Monday; every other weekday is counted from it. */
const A_MONDAY = '1970-01-05';

/** The weekday of a calendar day: 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: LocalDay): number {
  const since = daysBetween(A_MONDAY, day) % 7;
  return (since < 0 ? since + 7 : since) + 1;
}

/** The Monday of the week that a day lies in. */
export function mondayOf(day: LocalDay): LocalDay {
  return addDays(day, 1 - weekdayOf(day));
}
