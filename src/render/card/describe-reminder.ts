import type { Instant, LocalDay } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { pauseEndAt } from '../../plan/reminders/judge-silence.ts';
import { type DayStyle, formatDay, localDay, localTime, zoneCity } from '../../time/local.ts';
import { formatTime, type Reader, zoneOf } from '../../time/reader.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { joinNames } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { verbOf, verbPhrase } from '../text/verbs.ts';
import { dateText } from '../text/words.ts';
import type { Section } from './build-card.ts';
import { cardText } from './card-words.ts';

/** One reminder to come: edges that fall on one instant share one message. */
export type ReminderAhead = {
  readonly due: Instant;
  readonly items: readonly { readonly event: ListEvent; readonly edge: Edge }[];
};

/** More events of one message would push the next one out of sight. */
const SHOWN_ITEMS = 2;
const SHOWN_NAMES = 3;

/** The verb of an edge and its day at its place: "is expected to open Sun 26 Oct", "would take effect Sat 1 Nov". */
export function edgeWords(event: ListEvent, edge: Edge, style: DayStyle = 'weekday-short'): string {
  const certainty = spokenCertainty(event, edge);
  const voice = certainty.rests ? 'Past' : certainty.voice;
  const verb = verbPhrase(verbOf(event, edge.kind), voice, event.plural === true ? 2 : 1, 'day');
  return cardText('edge', { verb, day: formatDay(edge.day, style) });
}

/** A reminder on one line: its day and time in the reader's zone, and its events. */
export function reminderLine(reminder: ReminderAhead, zone: Reader): string {
  const names = reminder.items
    .slice(0, SHOWN_ITEMS)
    .map(({ event, edge }) => cardText('itemOf', { title: lineTitle(event), edge: edgeWords(event, edge) }))
    .join('; ');
  const count = reminder.items.length - SHOWN_ITEMS;
  const what = count > 0 ? cardText('moreEvents', { names, count }) : names;
  return cardText('reminderLine', { ...dayAndTime(reminder.due, zone), what });
}

/** The day and the time of day of an instant, as that zone's clock shows it. */
export function dayAndTime(instant: Instant, zone: Reader): { day: string; time: string } {
  const time = formatTime(localTime(instant, zoneOf(zone)), zone);
  return { day: formatDay(localDay(instant, zoneOf(zone)), 'weekday-year'), time };
}

/** The first few titles, and how many more there are. */
export function nameEvents(events: readonly ListEvent[]): string {
  return listNames(events.map(lineTitle));
}

/** The same for any names, already escaped. */
export function listNames(names: readonly string[]): string {
  const count = names.length - SHOWN_NAMES;
  if (count <= 0) return joinNames(names, 'and');
  return cardText('moreEvents', { names: names.slice(0, SHOWN_NAMES).join(', '), count });
}

/** A title for a line among others. */
export function lineTitle(event: ListEvent): string {
  return titleOf(event, 90);
}

/** "The last one was 10 November 2025." */
export function lastWords(day: LocalDay): string {
  return cardText('lastOne', { day: formatDay(day, 'day-year') });
}

/** `Sat 25 Oct 2025, 09:00`. */
export function whenWords(instant: Instant, zone: Reader): string {
  return dateText('dayAndTime', dayAndTime(instant, zone));
}

/** Until when the server is paused, in its own zone; no rows where it is not, or no longer. */
export function pausedSection(
  { pausedUntil, zone }: { readonly pausedUntil: Instant | null; readonly zone: Reader },
  now: Instant,
): Section {
  const until = pauseEndAt(pausedUntil, now);
  const rows = until === null ? [] : [cardText('pausedUntil', momentAtPlace(until, zone))];
  return { name: cardText('pausedField'), rows };
}

/** `Fri 31 Oct 2025, 9 a.m. New York`: when a reminder is or was due, by its channel's clock. */
export function dueInWords(due: Instant, zone: Reader): string {
  return reminderText('dueAt', momentAtPlace(due, zone));
}

/** The same without the year where it is the present one. */
export function dueSoon(due: Instant, zone: Reader, now: Instant): string {
  const [day, today] = [localDay(due, zoneOf(zone)), localDay(now, zoneOf(zone))];
  if (day.slice(0, 4) !== today.slice(0, 4)) return dueInWords(due, zone);
  return reminderText('dueAt', { ...momentAtPlace(due, zone), day: formatDay(day, 'weekday-short') });
}

/** The day, the time of day and the city of an instant, as that zone's clock shows it. */
export function momentAtPlace(instant: Instant, zone: Reader): { day: string; time: string; city: string } {
  return { ...dayAndTime(instant, zone), city: zoneCity(zoneOf(zone)) };
}
