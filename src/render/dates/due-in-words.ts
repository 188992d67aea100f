import type { Instant, Zone } from '../../model/date.ts';
import { formatDay } from '../../time/format.ts';
import { localDay, localTime } from '../../time/local.ts';
import { zoneCity } from '../../time/zones.ts';
import { reminderText } from '../reminder/reminder-words.ts';

/** `Fri 31 Oct 2025, 09:00 (New York)`: when a reminder is or was due, by its channel's clock. */
export function dueInWords(due: Instant, zone: Zone): string {
  const day = formatDay(localDay(due, zone), 'weekday-year');
  return reminderText('dueAt', { day, time: localTime(due, zone), city: zoneCity(zone) });
}
