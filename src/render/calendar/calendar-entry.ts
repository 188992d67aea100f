import { type AnchoredDate, type Instant, isAnchored, type LocalDay, type Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import { withAssumed } from '../../render/dates/date-phrases.ts';
import { addDays, formatRange, localDay, zoneCity } from '../../time/local.ts';
import { claimedDate } from '../dates/date-phrases.ts';
import { eventCardText } from '../event/event-words.ts';
import { asSentence, cleanText, shorten } from '../text/escape-text.ts';
import { certaintyText } from '../text/words.ts';
import { calendarText } from './calendar-words.ts';

/** The time of an entry in a calendar: whole days as the source names them, never another zone's, or an instant. */
export type EntryTime =
  | { readonly whole: true; readonly first: LocalDay; readonly last: LocalDay }
  | { readonly whole: false; readonly at: Instant };

/** One date of an event as a calendar entry. Its texts are plain: no markdown works in a calendar. */
export type CalendarEntry = {
  /** Always the same for an event's edge, so that a calendar replaces its earlier entry. */
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly time: EntryTime;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
};

const SUMMARY = 200;
const LONG = 600;

/**
 * The dates of an event as calendar entries, soonest first; none where it has no exact date. A copy made at `copied` says
 * so; `null` stands for a feed, which goes with the dates.
 */
export function calendarEntries(event: ListEvent, edges: readonly Edge[], copied: Instant | null): CalendarEntry[] {
  return edges.flatMap((edge) => {
    if (!isAnchored(edge.date)) return [];
    // The entry of the first day takes all of them.
    if (edge.kind === 'last-day' && edges.some(({ kind }) => kind === 'opens')) return [];
    const location = event.place === null ? '' : cleanText(event.place);
    return [
      {
        uid: `${event.id}.${edge.name.replaceAll(/[^a-z0-9]+/gi, '-')}@datewatch`,
        summary: summaryOf(event, edge),
        description: descriptionOf(event, edge, edge.date, copied),
        location: location === '' ? null : shorten(location, 200),
        time: timeOf(edge, edge.date),
        status: statusOf(event),
      },
    ];
  });
}

/** The first and last day, or the instant, of a date. */
function timeOf(edge: Edge, date: AnchoredDate): EntryTime {
  if (date.precision === 'minute') return { whole: false, at: edge.anchor };
  if (date.precision === 'day') return { whole: true, first: date.day, last: date.day };
  return { whole: true, first: date.from, last: date.through };
}

/** The day after the last one, as calendars expect: their ends are exclusive. */
export function dayAfter(time: Extract<EntryTime, { whole: true }>): LocalDay {
  return addDays(time.last, 1);
}

/** https://www.rfc-editor.org/rfc/rfc5545#section-3.8.1.11 */
function statusOf({ certainty, dateCertainty }: ListEvent): CalendarEntry['status'] {
  // A postponed event has no new date, so the old one must leave people's calendars too.
  if (isCalledOff(certainty)) return 'CANCELLED';
  const sure = certainty === 'confirmed' || certainty === 'done';
  return sure && (dateCertainty === null || dateCertainty === 'confirmed') ? 'CONFIRMED' : 'TENTATIVE';
}

function summaryOf(event: ListEvent, edge: Edge): string {
  const cleaned = shorten(cleanText(event.title), SUMMARY);
  const whole = cleaned === '' ? event.id : cleaned;
  const title = edge.part === null ? whole : calendarText('ofPart', { title: whole, part: cleanText(edge.part) });
  const named = edgeSummary(event, edge, title);
  const dated = edge.date.approximate ? calendarText('around', { summary: named }) : named;
  if (event.certainty === 'confirmed' || event.certainty === 'done') return dated;
  return calendarText('unsure', { summary: dated, certainty: certaintyText(`${event.certainty}`) });
}

function edgeSummary({ certainty }: ListEvent, { kind, date }: Edge, title: string): string {
  if (kind === 'opens') return title;
  if (kind === 'last-day') return calendarText('lastDay', { title });
  if (kind === 'closes') return calendarText('closes', { title });
  if (kind === 'due') return calendarText('due', { title });
  if (kind === 'expires') return calendarText(date.precision === 'minute' ? 'expiresAt' : 'expires', { title });
  const sure = certainty === 'confirmed' || certainty === 'expected' || certainty === 'done';
  return calendarText(sure ? 'takesEffect' : 'wouldTakeEffect', { title });
}

function descriptionOf(event: ListEvent, edge: Edge, date: AnchoredDate, copied: Instant | null): string {
  const place = cleanText(event.place ?? '') || zoneCity(event.zone);
  return [
    asSentence(
      withAssumed(
        event,
        calendarText('date', {
          date: claimedDate(date, { events: new Map(), zone: event.zone, reader: event.zone }),
          place: shorten(place, 80),
        }),
      ),
    ),
    ...dayNote(edge),
    ...sureness(event),
    ...(event.stakes === null ? [] : [calendarText('stakes', { stakes: asSentence(plain(event.stakes)) })]),
    '',
    ...event.claims.map((claim) => sourceLine(claim, event.zone)),
    ...(copied === null ? [] : ['', calendarText('copy', { day: day(localDay(copied, event.zone)) })]),
  ].join('\n');
}

/** The end of the day that a deadline falls on, since the entry itself takes the whole day. */
function dayNote({ kind, date, zone }: Edge): string[] {
  if (date.precision === 'minute' || kind === 'opens' || kind === 'last-day') return [];
  const city = zoneCity(zone);
  return [calendarText(kind === 'takes-effect' ? 'startOfDay' : 'endOfDay', { city })];
}

function sureness({ certainty, certaintyNote: note, dateCertainty }: ListEvent): string[] {
  const word = certaintyText(`${certainty}`);
  const sure = note === null ? word : certaintyText('withNote', { certainty: word, note: plain(note) });
  const lines = [asSentence(calendarText('howSure', { certainty: sure }))];
  if (dateCertainty === null || dateCertainty === certainty) return lines;
  return [...lines, calendarText('dateSure', { certainty: certaintyText(`${dateCertainty}`) })];
}

/** One source: its own words, else its date; and its address, which calendars turn into a link. */
function sourceLine(claim: ListEvent['claims'][number], zone: Zone): string {
  const dated =
    claim.date === null ? eventCardText('silent') : claimedDate(claim.date, { events: new Map(), zone, reader: zone });
  const said = claim.says === null ? dated : plain(claim.says);
  const says = asSentence(claim.credible ? said : eventCardText('doubtedPlain', { says: said }));
  const source = plain(claim.source.name);
  const line =
    claim.published === null
      ? calendarText('saysUndated', { source, says })
      : calendarText('says', { source, published: day(claim.published), says });
  const address = claim.url ?? claim.source.url;
  return address?.startsWith('https://') === true && address.length <= 500 ? `${line} ${cleanText(address)}` : line;
}

function plain(raw: string): string {
  return shorten(cleanText(raw), LONG);
}

/** `9 Nov 2025`. */
function day(of: LocalDay): string {
  return formatRange(of, of);
}
