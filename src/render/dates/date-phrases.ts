import { type ClaimDate, type EdgeKind, firstDay, isAnchored, type LocalDay } from '../../model/date.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { formatDay, formatMonth, formatRange, formatRangeShort } from '../../time/format.ts';
import { escapeText } from '../text/escape-text.ts';
import { dateText } from '../text/words.ts';

type Titles = ReadonlyMap<EventId, Pick<ListEvent, 'title'>>;

/**
 * A date as its source gives it, with the year and without its place: `26–28 Oct 2025`, `around 26 Oct 2025`,
 * `through 10 Nov 2025`, `May 2025`, `2026`, `during APEC forum`, `no date set`. For cards: titles in it are escaped.
 */
export function claimedDate(date: ClaimDate, events: Titles): string {
  return withRole(date, approximately(date, bareDate(date, events)));
}

function bareDate(date: ClaimDate, events: Titles): string {
  switch (date.precision) {
    case 'minute':
      return dateText('dayAndTime', { day: dayYear(firstDay(date)), time: date.minute.slice(11) });
    case 'day':
      return dayYear(date.day);
    case 'range':
      return formatRange(date.from, date.through);
    case 'month':
      return formatMonth(date.month);
    case 'year':
      return String(date.year);
    case 'during':
      return dateText('during', { event: escapeText(events.get(date.event)?.title ?? date.event, 100) });
    case 'none':
      return dateText('noneSet');
  }
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
  // "From 2025" would say that it began with the year.
  const vague = date.precision === 'month' || date.precision === 'year';
  if (vague && date.role !== 'announced' && date.role !== 'ended') return words;
  switch (date.role) {
    case 'opens':
      return words;
    case 'takes-effect':
      return dateText('from', { date: words });
    case 'announced':
      return dateText('announced', { date: words });
    case 'ended':
      return dateText('ended', { date: words });
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
 * stands only where it is not `year`.
 */
export function rowDate(date: ClaimDate, year: string, events: Titles): string {
  const words = approximately(date, bareRowDate(date, year, events));
  const ends: readonly (EdgeKind | 'announced' | 'ended')[] = ['expires', 'closes'];
  return ends.includes(date.role) && isAnchored(date) ? endWord(date, words) : words;
}

function bareRowDate(date: ClaimDate, year: string, events: Titles): string {
  switch (date.precision) {
    case 'minute':
      return dateText('dayAndTime', { day: rowDay(firstDay(date), year), time: date.minute.slice(11) });
    case 'day':
      return rowDay(date.day, year);
    case 'range':
      return date.from.startsWith(year) && date.through.startsWith(year)
        ? formatRangeShort(date.from, date.through)
        : formatRange(date.from, date.through);
    case 'month':
      return dateText('monthOnly', { month: formatMonth(date.month) });
    case 'year':
      return dateText('yearOnly', { year: String(date.year) });
    default:
      return bareDate(date, events);
  }
}

function rowDay(day: LocalDay, year: string): string {
  return formatDay(day, day.startsWith(year) ? 'weekday-short' : 'weekday-year');
}

/** Which part of an event's dates is the list's assumption and not its source's; `null` for none. */
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
