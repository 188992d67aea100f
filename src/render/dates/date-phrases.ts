import {
  type ClaimDate,
  type CountedFrom,
  firstDay,
  type Instant,
  isAnchored,
  type LocalDay,
  type Zone,
} from '../../model/date.ts';
import { type Edge, endsItsDay } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import {
  daysBetween,
  formatDay,
  formatMonth,
  formatRange,
  formatRangeIn,
  localDay,
  namesOfTwice,
  zoneCity,
} from '../../time/local.ts';
import { formatTime, type Reader, zoneOf } from '../../time/reader.ts';
import { isVague, readSpan, type VagueDate } from '../../time/vague-span.ts';
import { escapeText } from '../text/escape-text.ts';
import { dateText } from '../text/words.ts';

type Titles = ReadonlyMap<EventId, Pick<ListEvent, 'title'>>;

/**
 * A date as its source gives it, with the year and without its place: `26–28 Oct 2025`, `around 26 Oct 2025`, `through
 * 10 Nov 2025`, `May 2025`, `2026`, `during APEC forum`, `no date set`. For cards: titles in it are escaped.
 */
export function claimedDate(date: ClaimDate, place: DatePlace): string {
  return withRule(date, place.events, withRole(date, approximately(date, bareDate(date, place))));
}

/** Adds from which event a date is counted: `10 Jan 2027, 30 days after the order`. */
function withRule({ countedFrom, precision }: ClaimDate, events: Titles, words: string): string {
  if (countedFrom === undefined) return words;
  const rule = countedWords(countedFrom, events);
  return precision === 'none' ? dateText('countedUnknown', { rule }) : dateText('counted', { date: words, rule });
}

/** `30 days after Order signed`. Escaped. */
export function countedWords({ event, count, unit }: CountedFrom, events: Titles): string {
  const title = escapeText(events.get(event)?.title ?? event, 100);
  const which =
    unit === 'days' ? (count < 0 ? 'daysBefore' : 'daysAfter') : count < 0 ? 'businessDaysBefore' : 'businessDaysAfter';
  return dateText(which, { count: Math.abs(count), event: title });
}

/** Whose calendar a date is by, and the names of events that others happen during. */
export type DatePlace = {
  readonly events: Titles;
  /** The event's. */
  readonly zone: Zone;
  /** Whose clock hours are by. */
  readonly reader: Reader;
  /** The hour or the zone is assumed: of a minute only the day is said (docs/messages.md, rule 3). */
  readonly hourOpen?: boolean;
};

function withHour(day: string, date: Extract<ClaimDate, { precision: 'minute' }>, place: DatePlace): string {
  if (place.hourOpen === true) return day;
  return dateText('dayAndTime', {
    day,
    time: hourAtPlace(date.minute.slice(11), { date, zone: place.zone }, place.reader),
  });
}

function bareDate(date: ClaimDate, place: DatePlace): string {
  switch (date.precision) {
    case 'minute':
      return withHour(dayYear(firstDay(date)), date, place);
    case 'day':
      return dayYear(date.day);
    case 'range':
      return formatRange(date.from, date.through);
    case 'span':
    case 'month':
    case 'year':
      return vagueWords(date);
    case 'during':
      return dateText('during', { event: escapeText(place.events.get(date.event)?.title ?? date.event, 100) });
    case 'none':
      return dateText('noneSet');
  }
}

const PARTS = { early: 'earlyMonth', mid: 'midMonth', late: 'lateMonth' } as const;

/** `May 2025`, `early March 2027`, `the week of 1 Feb 2027`, `Q2 2027`, `first half of 2027`, `2026`. */
export function vagueWords(date: VagueDate): string {
  if (date.precision === 'month') return formatMonth(date.month);
  if (date.precision === 'year') return String(date.year);
  const span = readSpan(date.span);
  if (span === null) return date.span;
  if (span.unit === 'month') return dateText(PARTS[span.part], { month: formatMonth(span.month) });
  const { year, number, days } = span;
  if (span.unit === 'week') return dateText('weekOf', { day: dayYear(days.first) });
  if (span.unit === 'quarter') return dateText('quarter', { number, year });
  return dateText(number === 1 ? 'firstHalf' : 'secondHalf', { year });
}

function dayYear(day: LocalDay): string {
  return formatRange(day, day);
}

function approximately(date: ClaimDate, words: string): string {
  return date.approximate ? dateText('around', { date: words }) : words;
}

/** A date with the word its role needs: from, through, until. An opening date needs none. */
function withRole(date: ClaimDate, words: string): string {
  if (date.precision === 'none' || date.precision === 'during') return words;
  // "From 2025" would mean that it began with the year.
  if (isVague(date) && date.role !== 'announced' && date.role !== 'ended') return words;
  switch (date.role) {
    case 'opens':
      return words;
    case 'takes-effect':
      return dateText('from', { date: words });
    case 'announced':
      return dateText('announced', { date: words });
    case 'ended':
      return dateText('ended', { date: words });
    case 'last-day':
      return dateText('lastDay', { date: words });
    case 'due':
      return dateText('due', { date: words });
    case 'closes':
    case 'expires':
      return endWord(date, words);
  }
}

function endWord(date: ClaimDate, words: string): string {
  return dateText(date.precision === 'minute' ? 'until' : 'through', { date: words });
}

/**
 * A date in a list's row: `Sat 1 Nov`, `26–28 Oct`, `through Mon 10 Nov`, `around Sun 26 Oct`, `2026, no day`. The year
 * is shown only where it is not `year`.
 */
export function rowDate(date: ClaimDate, year: string, place: DatePlace): string {
  const words = approximately(date, bareRowDate(date, year, place));
  if (date.role === 'last-day') return dateText('lastDay', { date: words });
  if (date.role === 'due') return dateText('due', { date: words });
  return endsItsDay(date.role) && isAnchored(date) ? endWord(date, words) : words;
}

function bareRowDate(date: ClaimDate, year: string, place: DatePlace): string {
  switch (date.precision) {
    case 'minute':
      return withHour(rowDay(firstDay(date), year), date, place);
    case 'day':
      return rowDay(date.day, year);
    case 'range':
      return formatRangeIn(year, date.from, date.through);
    case 'span':
    case 'month':
    case 'year':
      return vagueWords(date);
    default:
      return bareDate(date, place);
  }
}

function rowDay(day: LocalDay, year: string): string {
  return formatDay(day, day.startsWith(year) ? 'weekday-short' : 'weekday-year');
}

/** `12:01 a.m. New York`, `01:30 EDT New York` for a minute that comes twice: no hour is shown without its place. */
export function hourAtPlace(
  time: string,
  { date, zone }: { readonly date: ClaimDate; readonly zone: Zone },
  reader: Reader,
): string {
  const words = formatTime(time, reader);
  const names = date.precision === 'minute' ? namesOfTwice(date.minute, zone) : null;
  const name = names === null || date.precision !== 'minute' ? null : names[date.occurrence === 'second' ? 1 : 0];
  return [words, ...(name === null ? [] : [name]), zoneCity(zone)].join(' ');
}

/** Adds the part of the event that a date belongs to, where there are several: "8 Jan 2027 (the abstract)". Escaped. */
export function withPart(words: string, part: string | null): string {
  return part === null ? words : dateText('aside', { text: words, aside: escapeText(part, 80) });
}

/** The part of an event's dates that is the list's assumption and not its source's; `null` for none. */
export function assumedWords({ assumed }: Pick<ListEvent, 'assumed'>): string | null {
  const [zone, hour] = [assumed.includes('zone'), assumed.includes('hour')];
  if (!zone && !hour) return null;
  return dateText(zone && hour ? 'assumedBoth' : zone ? 'assumedZone' : 'assumedHour');
}

/** Adds that in brackets. */
export function withAssumed(event: Pick<ListEvent, 'assumed'>, words: string): string {
  const aside = assumedWords(event);
  return aside === null ? words : dateText('aside', { text: words, aside });
}

const MINUTE_MS = 60_000;

/** Up to this far from an exact anchor the distance is in hours; further off, in days. */
const HOURS_WITHIN_MS = 12 * 60 * MINUTE_MS;

/** A day at a place, seen from another one. */
type DaySeen = {
  readonly day: LocalDay;
  /** The place's zone: its calendar counts. */
  readonly zone: Zone;
  readonly now: Instant;
  /** The zone of the channel that reads. */
  readonly reader: Reader;
  /** The instant of that day that is meant. */
  readonly anchor: Instant;
  /** In a line of several dates: `tomorrow there`, which leaves room for the others. */
  readonly brief?: boolean;
};

/** Further ahead than this, months are said: nobody counts 174 days. */
const FAR_DAYS = 90;
const MONTH_DAYS = 30.44;

/** Whole days of the place's calendar from now there to that day; negative when it has passed. */
export function daysAway(seen: Pick<DaySeen, 'day' | 'zone' | 'now'>): number {
  return daysBetween(localDay(seen.now, seen.zone), seen.day);
}

/**
 * `today`, `tomorrow`, `in 2 days`, `in 6 months`, `3 days ago` by the place's calendar; `tomorrow local time` where the
 * reader's calendar has another day now or at the anchor, so that nobody takes it for their own.
 */
export function dayDistance(seen: DaySeen): string {
  const days = daysAway(seen);
  if (days > FAR_DAYS) return dateText('inMonths', { count: Math.round(days / MONTH_DAYS) });
  if (days > 1) return dateText('inDays', { count: days });
  if (days < -1) return dateText('daysAgo', { count: -days });
  const there = [seen.now, seen.anchor].some((at) => localDay(at, seen.zone) !== localDay(at, zoneOf(seen.reader)));
  const day = dateText(days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'yesterday');
  return there ? dateText(seen.brief === true ? 'dayThere' : 'dayLocal', { day }) : day;
}

/** Whether the distance to an exact anchor is in hours and minutes, not days: within twelve hours of it. */
export function isHoursAway(anchor: Instant, now: Instant): boolean {
  return Math.abs(anchor - now) <= HOURS_WITHIN_MS;
}

/** A span in hours and minutes, to the nearest minute: `1 hour`, `2 hours 5 minutes`, `less than a minute`. */
export function hoursAndMinutes(span: number): string {
  const all = Math.round(Math.abs(span) / MINUTE_MS);
  if (all === 0) return dateText('lessThanMinute');
  const hours = dateText('hours', { count: Math.floor(all / 60) });
  const minutes = dateText('minutes', { count: all % 60 });
  if (all < 60) return minutes;
  return all % 60 === 0 ? hours : dateText('hoursMinutes', { hours, minutes });
}

/**
 * A time that each reader sees in their own zone and locale; as `R` it counts by itself.
 * https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
 */
export function timestamp(instant: Instant, style: 'F' | 'f' | 'R'): string {
  return `<t:${Math.floor(instant / 1000)}:${style}>`;
}

/** The part of an edge that decides whether it is past. */
type EdgeTime = Pick<Edge, 'exact' | 'anchor' | 'zone' | 'day'>;

/** For this long after an exact anchor it is "now": a reminder due at the anchor is always sent a little after it. */
const NOW_MS = 120_000;

/**
 * Whether to write about an edge in the past tense. An exact anchor is past two minutes after it; an opening day whose
 * hour is not known, only once the day is over at its place, for its 09:00 is our convention.
 */
export function isPast(edge: EdgeTime, now: Instant): boolean {
  return edge.exact ? now >= edge.anchor + NOW_MS : localDay(now, edge.zone) > edge.day && now >= edge.anchor;
}

/** Whether an exact anchor is passing now. */
export function isNow(edge: EdgeTime, now: Instant): boolean {
  return edge.exact && now >= edge.anchor && !isPast(edge, now);
}

/**
 * The instant that stands for an exact edge: its anchor; for the end of a day the last minute of it, so that "through
 * 10 November" does not read as the 11th (product rule 1).
 */
export function lastMoment(edge: Pick<Edge, 'kind' | 'date' | 'anchor'>): Instant {
  const endOfDay = endsItsDay(edge.kind) && edge.date.precision !== 'minute';
  return endOfDay ? edge.anchor - 60_000 : edge.anchor;
}
