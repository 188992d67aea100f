import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { formatDay, formatRangeIn, localDay, zoneCity } from '../../time/local.ts';
import { formatTime, type Reader } from '../../time/reader.ts';
import { escapeText } from '../text/escape-text.ts';
import { placeName } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { countsHours, dayInWords, type EdgeDay, isEndOfDay, type SpokenDay } from './date-phase.ts';
import { claimedDate, hourAtPlace, lastMoment, timestamp } from './date-phrases.ts';

/** The last minute of a day: people take "midnight" for either end of it. */
const LAST_MINUTE = '23:59';
const FIRST_MINUTE = '00:00';

/**
 * A date by the calendar of its place, never with an hour that has none: `Mon 10 Nov, 12:01 a.m. New York`, `Thu 10 Dec,
 * end of day New York`, `24–27 Oct, Kuala Lumpur`, `around Sun 26 Oct, Seoul`. The clock is the reader's, of twelve hours
 * or 24. A zone that is assumed is not named, and neither is an hour. `lasting` leaves out what would change within a day.
 */
export function whenWords(
  { event, ...spoken }: SpokenDay & { readonly event: Pick<ListEvent, 'place' | 'zone' | 'assumed'> },
  weekday: boolean,
  lasting = false,
): string {
  const { edge, zone } = spoken;
  const day = daysInWords(spoken, weekday);
  const time = event.assumed.length > 0 ? null : timeOf(spoken, lasting);
  if (time !== null) return withHour(day, time, edge, zone);
  if (event.assumed.includes('zone')) return day;
  const where = edge.kind === 'opens' || edge.kind === 'last-day' ? placeName(event) : zoneCity(edge.zone);
  if (isEndOfDay(edge) && !edge.date.approximate) return dateText('dayEnd', { day, city: zoneCity(edge.zone) });
  return dateText('atPlace', { date: day, place: where });
}

/** The same without a place where it has no hour: for a date beside another one. */
export function shortWhen(spoken: SpokenDay, weekday: boolean): string {
  const { edge, zone } = spoken;
  const day = daysInWords(spoken, weekday);
  // What is neither exact nor "around" is a minute whose hour is assumed.
  if (edge.date.precision !== 'minute' || !(edge.exact || edge.date.approximate)) return day;
  return withHour(day, edge.date.minute.slice(11), edge, zone);
}

function withHour(day: string, time: string, edge: EdgeDay, reader: Reader): string {
  return dateText('dayAndTime', { day, time: hourAtPlace(time, edge, reader) });
}

/** The hour that a date names, or that follows from what it marks once hours count; `null` where only the day is known. */
function timeOf(spoken: SpokenDay, lasting: boolean): string | null {
  const { date, kind } = spoken.edge;
  if (date.precision === 'minute') return date.minute.slice(11);
  if (date.approximate) return null;
  if (kind === 'takes-effect') return FIRST_MINUTE;
  return isEndOfDay(spoken.edge) && !lasting && countsHours(spoken) ? LAST_MINUTE : null;
}

/** `Sat 1 Nov`, `24–27 Oct`, `around Sun 26 Oct`; with the year where it is not the present one at the place. */
function daysInWords(spoken: SpokenDay, weekday: boolean): string {
  const { edge, now } = spoken;
  const { date } = edge;
  const words =
    date.precision === 'range' && edge.kind === 'opens'
      ? rangeInWords(date, edge, now)
      : dayInWords(spoken, edge.day, weekday);
  return date.approximate ? dateText('around', { date: words }) : words;
}

function rangeInWords(date: { from: string; through: string }, { zone }: EdgeDay, now: number): string {
  return formatRangeIn(localDay(now, zone).slice(0, 4), date.from, date.through);
}

/**
 * The date of an edge for a card, once: the moment itself as each reader's own clock shows it, for the end of a day its
 * last minute; where no moment is known the days as their source gives them, with the place, and what is not given.
 */
export function cardDate(
  event: ListEvent,
  edge: Edge,
  events: ReadonlyMap<EventId, ListEvent>,
  reader: Reader,
): string {
  if (edge.exact) return timestamp(lastMoment(edge), 'F');
  const { date } = edge;
  const day =
    date.precision === 'range' && edge.kind === 'opens'
      ? claimedDate({ ...date, role: 'opens' }, { events, zone: edge.zone, reader })
      : singleDay(edge);
  const place = placeName(event);
  const named = event.assumed.includes('zone') || (event.opensAt !== null && place === zoneCity(edge.zone));
  return withGaps(event, edge, named ? day : dateText('atPlace', { date: day, place: escapeText(place) }), reader);
}

function singleDay({ day, date }: Edge): string {
  const words = formatDay(day, 'weekday-year');
  return date.approximate ? dateText('around', { date: words }) : words;
}

/** The hour at which an opening day begins, where the list has it; else what its source leaves open. */
function withGaps(event: ListEvent, edge: Edge, date: string, reader: Reader): string {
  const { assumed, opensAt } = event;
  if (assumed.includes('zone')) return dateText(assumed.includes('hour') ? 'hourAndZoneOpen' : 'zoneOpen', { date });
  if (assumed.includes('hour')) return dateText('hourOpen', { date });
  if (edge.kind !== 'opens' || opensAt === null) return date;
  return dateText('opensAt', { date, time: formatTime(opensAt, reader), city: zoneCity(edge.zone) });
}
