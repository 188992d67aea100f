import ical from 'ical-generator';
import { DAY_MS, type Instant } from '../model/date.ts';
import { isCalledOff } from '../model/event.ts';
import { type CalendarEntry, calendarEntries } from '../render/calendar/calendar-entry.ts';
import { eventFields, sequenceAt } from '../render/calendar/calendar-file.ts';
import { cleanText, safeAddress } from '../render/text/escape-text.ts';
import type { PublicEntry } from './publication.ts';

/** How often a calendar may ask again, s. */
const ASK_AGAIN_S = 3_600;
/** So long a date that was called off stays in, so that every calendar hears of it. */
const CALLED_OFF_MS = 90 * DAY_MS;

/** A feed: its name, and where the page of its dates is. */
export type FeedHead = { readonly name: string; readonly about: string; readonly address: string | null };

/**
 * Dates as a calendar to subscribe to (RFC 5545, RFC 7986). Each date keeps its id, and its `SEQUENCE` counts the seconds
 * from 2020 to its last change, so that it rises whoever publishes it and from whatever memory. It is a function of the
 * dates alone: the same text until one of them changes.
 */
export function calendarFeed(head: FeedHead, entries: readonly PublicEntry[], now: Instant): string {
  const calendar = ical({
    name: head.name,
    description: head.about,
    prodId: { company: 'Datewatch', product: 'Dates', language: 'EN' },
    ttl: ASK_AGAIN_S,
    ...(head.address === null ? {} : { url: head.address }),
  });
  for (const entry of entries) {
    if (isCalledOff(entry.event.certainty) && now - entry.modified > CALLED_OFF_MS) continue;
    for (const dated of calendarEntries(entry.event, entry.edges, null)) addEntry(calendar, dated, entry, head.address);
  }
  // The library leaves out the end of the last line.
  return `${calendar.toString()}\r\n`;
}

function addEntry(
  calendar: ReturnType<typeof ical>,
  dated: CalendarEntry,
  { event, modified }: PublicEntry,
  address: string | null,
): void {
  const url = address === null ? linkOf(event) : `${address}#${event.id}`;
  calendar.createEvent({
    ...eventFields(dated, modified, sequenceAt(modified, 1_000)),
    ...(url === null ? {} : { url }),
    categories: event.topics.map((topic) => ({ name: cleanText(topic) })),
  });
}

/** The first address that a source of an event gives. */
function linkOf({ claims }: PublicEntry['event']): string | null {
  return claims.map(({ url, source }) => safeAddress(url ?? source.url)).find((address) => address !== null) ?? null;
}
