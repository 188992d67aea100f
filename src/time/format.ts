import { DateTime } from 'luxon';
import type { LocalDay } from '../model/date.ts';

/** How a day is written: `Sat 1 Nov`, `Sat 1 November`, `Sat 1 Nov 2025`, `1 November`, `1 Nov`, `1 November 2025`. */
export type DayStyle = 'weekday-short' | 'weekday' | 'weekday-year' | 'day' | 'day-short' | 'day-year';

const PATTERNS: Record<DayStyle, string> = {
  'weekday-short': 'ccc d LLL',
  weekday: 'ccc d LLLL',
  'weekday-year': 'ccc d LLL yyyy',
  day: 'd LLLL',
  'day-short': 'd LLL',
  'day-year': 'd LLLL yyyy',
};

/** A day in words. It is a calendar day, so no zone takes part. */
export function formatDay(day: LocalDay, style: DayStyle, locale = 'en'): string {
  return DateTime.fromISO(day, { zone: 'utc', locale }).toFormat(PATTERNS[style]);
}

/** `May 2025` from `2025-05`. */
export function formatMonth(month: string, locale = 'en'): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'utc', locale }).toFormat('LLLL yyyy');
}

/** `26–28 Oct 2025`, `31 Oct – 1 Nov 2025`, `30 Dec 2025 – 2 Jan 2026`. */
export function formatRange(from: LocalDay, through: LocalDay, locale = 'en'): string {
  const start = DateTime.fromISO(from, { zone: 'utc', locale });
  const end = DateTime.fromISO(through, { zone: 'utc', locale });
  const last = end.toFormat('d LLL yyyy');
  if (start.hasSame(end, 'day')) return last;
  if (start.hasSame(end, 'month')) return `${start.toFormat('d')}–${last}`;
  return `${start.toFormat(start.hasSame(end, 'year') ? 'd LLL' : 'd LLL yyyy')} – ${last}`;
}

/** `26–28 Oct`, `31 Oct – 1 Nov`, `28 Oct`: a range where the year is plain. */
export function formatRangeShort(from: LocalDay, through: LocalDay, locale = 'en'): string {
  const start = DateTime.fromISO(from, { zone: 'utc', locale });
  const end = DateTime.fromISO(through, { zone: 'utc', locale });
  const last = end.toFormat('d LLL');
  if (start.hasSame(end, 'day')) return last;
  return start.hasSame(end, 'month') ? `${start.toFormat('d')}–${last}` : `${start.toFormat('d LLL')} – ${last}`;
}
