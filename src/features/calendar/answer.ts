import type { Instant, Zone } from '../../model/date.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import type { Control, Message } from '../../model/message.ts';
import type { CalendarEntry } from '../../render/calendar/calendar-entry.ts';
import { calendarFile, googleLink } from '../../render/calendar/calendar-file.ts';
import { calendarText } from '../../render/calendar/calendar-words.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { certaintyColour } from '../../render/event/show-certainty.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { plainTitleOf, titleOf } from '../../render/text/event-name.ts';
import { certaintyText, dateText } from '../../render/text/words.ts';
import { formatRange, localDay, localTime, zoneCity } from '../../time/local.ts';
import { formatTime, type Reader } from '../../time/reader.ts';

/** Buttons of one row; an event has no more edges than that. */
const ROW = 5;

/** Who asks, and when. */
type CalendarReader = { readonly now: Instant; readonly reader: Reader };

/** The private answer to Add to calendar: a file with the event's dates, and links that fill in Google's form. */
export function calendarAnswer(
  event: ListEvent,
  entries: readonly CalendarEntry[],
  { now, reader }: CalendarReader,
): Message {
  const title = plainTitleOf(event, 80);
  const rest = isCalledOff(event.certainty);
  const card = buildCard({
    title: titleOf(event, 200),
    rows: rest
      ? [calendarText('howRest', { certainty: certaintyText(`${event.certainty}`) })]
      : [calendarText('how'), calendarText('stays')],
    sections: [{ name: calendarText('entries'), rows: entries.map((entry) => entryRow(entry, event, reader)) }],
  });
  const links = rest ? [] : entries.slice(0, ROW).map((entry) => googleButton(entry, event, reader, entries.length));
  const answer = buildAnswer(
    rest ? calendarText('rest', { title }) : calendarText('line', { title, count: entries.length }),
    { ...card, colour: certaintyColour(event.certainty) },
    links.length === 0 ? [] : [links],
  );
  return { ...answer, files: [calendarFile(event.id, entries, now)] };
}

function entryRow(entry: CalendarEntry, { zone }: ListEvent, reader: Reader): string {
  return calendarText('entry', { date: dateOf(entry, zone, reader), summary: escapeText(entry.summary, 200) });
}

/** Names an entry's days, or its minute in the zone of its place. */
function dateOf({ time }: CalendarEntry, zone: Zone, reader: Reader): string {
  if (time.whole) return formatRange(time.first, time.last);
  const day = localDay(time.at, zone);
  const hour = formatTime(localTime(time.at, zone), reader);
  return dateText('dayAndTime', { day: formatRange(day, day), time: `${hour} ${zoneCity(zone)}` });
}

/** Where there are several, their dates tell them apart. */
function googleButton(entry: CalendarEntry, { zone }: ListEvent, reader: Reader, count: number): Control {
  const what = dateOf(entry, zone, reader);
  const label = count === 1 ? calendarText('google') : calendarText('googleOf', { what });
  return { type: 'link', url: googleLink(entry), label };
}
