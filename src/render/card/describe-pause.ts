import type { Instant, Zone } from '../../model/date.ts';
import { zoneCity } from '../../time/zones.ts';
import type { Section } from './build-card.ts';
import { cardText } from './card-words.ts';
import { dayAndTime } from './describe-reminder.ts';

/** Until when the server is paused, by its own zone; no rows where it is not, or no longer. */
export function pausedSection(
  { pausedUntil, zone }: { readonly pausedUntil: Instant | null; readonly zone: Zone },
  now: Instant,
): Section {
  const isPaused = pausedUntil !== null && pausedUntil > now;
  const rows = isPaused ? [cardText('pausedUntil', { ...dayAndTime(pausedUntil, zone), city: zoneCity(zone) })] : [];
  return { name: cardText('pausedField'), rows };
}
