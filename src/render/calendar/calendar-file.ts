import ical, { ICalCalendarMethod, type ICalEventData, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { Instant } from '../../model/date.ts';
import { LINK_URL_MAX } from '../../model/discord-limits.ts';
import type { Attachment } from '../../model/message.ts';
import { toIso } from '../../time/world.ts';
import { shorten } from '../text/escape-text.ts';
import { type CalendarEntry, dayAfter } from './calendar-entry.ts';
import { calendarText } from './calendar-words.ts';

/**
 * Entries as an iCalendar file (RFC 5545: CRLF, lines of at most 75 octets, texts escaped). A later file of the same
 * event replaces the entries of an earlier one: their ids are the same, and `SEQUENCE` rises with the minutes of `now`,
 * whatever was changed between. https://www.rfc-editor.org/rfc/rfc5545#section-3.8.7.4
 */
export function calendarFile(name: string, entries: readonly CalendarEntry[], now: Instant): Attachment {
  const calendar = ical({
    name: calendarText('name'),
    prodId: { company: 'Datewatch', product: 'Dates', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const entry of entries) calendar.createEvent(eventFields(entry, now, sequenceAt(now, 60_000)));
  return {
    name: `${name}.ics`,
    contentType: 'text/calendar; charset=utf-8',
    // The library leaves out the end of the last line.
    data: new TextEncoder().encode(`${calendar.toString()}\r\n`),
  };
}

/** An entry for the calendar library, as it has been since `modified`. */
export function eventFields(
  { uid, summary, description, location, time, status }: CalendarEntry,
  modified: Instant,
  sequence: number,
): ICalEventData {
  const stamp = toIso(modified);
  return {
    id: uid,
    sequence,
    stamp,
    lastModified: stamp,
    summary,
    description,
    ...(location === null ? {} : { location }),
    status: ICalEventStatus[status],
    // A date set by others does not make anybody busy.
    transparency: ICalEventTransparency.TRANSPARENT,
    allDay: time.whole,
    ...(time.whole ? { start: time.first, end: dayAfter(time) } : { start: toIso(time.at) }),
  };
}

const START_OF_2020: Instant = 1_577_836_800_000;

/**
 * The units of so many milliseconds from 2020 to an instant. They fit into the 31 bits of a calendar's sequence until 6103
 * in minutes, until 2088 in seconds. https://www.rfc-editor.org/rfc/rfc5545#section-3.8.7.4
 */
export function sequenceAt(instant: Instant, unitMs: number): number {
  return Math.max(0, Math.floor((instant - START_OF_2020) / unitMs));
}

/**
 * A link that opens Google Calendar with the entry filled in. It has no id there, so it is a copy that no later file
 * replaces. It carries as much of the description as a button's address has room for.
 */
export function googleLink({ summary, description, location, time }: CalendarEntry): string {
  const dates = time.whole
    ? `${compact(time.first)}/${compact(dayAfter(time))}`
    : `${compactInstant(time.at)}/${compactInstant(time.at)}`;
  for (const room of [300, 200, 120, 60, 0]) {
    const wanted: [string, string][] = [
      ['action', 'TEMPLATE'],
      ['text', shorten(summary, Math.max(30, room))],
      ['dates', dates],
      ...(location === null || room < 60 ? [] : [['location', shorten(location, 60)] as [string, string]]),
      ...(room === 0 ? [] : [['details', shorten(description.replace(/\n+/g, '\n'), room)] as [string, string]]),
    ];
    const address = `https://calendar.google.com/calendar/render?${new URLSearchParams(wanted)}`;
    if (address.length <= LINK_URL_MAX) return address;
  }
  const bare = new URLSearchParams({ action: 'TEMPLATE', text: shorten(summary, 20), dates });
  return `https://calendar.google.com/calendar/render?${bare}`;
}

/** `20251101`. */
function compact(day: string): string {
  return day.replaceAll('-', '');
}

/** `20251101T143000Z`. */
function compactInstant(instant: number): string {
  return `${toIso(instant).slice(0, 19).replace(/[-:]/g, '')}Z`;
}
