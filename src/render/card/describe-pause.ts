import type { Instant, Zone } from '../../model/date.ts';
import { zoneCity } from '../../time/zones.ts';
import { text } from '../text/text.ts';
import type { Section } from './build-card.ts';
import { dayAndTime } from './describe-reminder.ts';

/** Until when the server is paused, by its own zone; no rows where it is not, or no longer. */
export function pausedSection(
  { pausedUntil, zone }: { readonly pausedUntil: Instant | null; readonly zone: Zone },
  now: Instant,
): Section {
  const isPaused = pausedUntil !== null && pausedUntil > now;
  const rows = isPaused ? [text('choice.pausedUntil', { ...dayAndTime(pausedUntil, zone), city: zoneCity(zone) })] : [];
  return { name: text('choice.pausedField'), rows };
}
