import type { DatedSide } from '../../model/change.ts';
import { firstDay, type Instant, isAnchored, isExact, type Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { formatDay, formatMonth, formatRange } from '../../time/format.ts';
import { localDay } from '../../time/local.ts';
import { zoneCity } from '../../time/zones.ts';
import { noticeText } from '../notice/notice-words.ts';
import { dateText } from '../text/date-words.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { claimedDate } from './date-phrases.ts';
import { timestamp } from './distance.ts';
import { lastMoment } from './last-moment.ts';
import type { EdgeDay } from './spoken-date.ts';

/** The edge that one side of a change stands for; `null` where its date is too vague for one, or marks none. */
export function sideEdge(side: DatedSide | null): EdgeDay | null {
  if (side === null || side.anchor === null) return null;
  const { date, zone, anchor } = side;
  if (!isAnchored(date) || date.role === 'announced' || date.role === 'ended') return null;
  return { kind: date.role, date, day: firstDay(date), zone, anchor, exact: isExact(date) };
}

/**
 * The date of one side for a lock-screen line, without markdown: `26–28 Oct 2025`, `10 November`, `January 2026`, `during
 * APEC forum, day not given`; `null` where none is given. The year of a day stands only where it is not the present one.
 */
export function plainSide(
  side: DatedSide | null,
  events: ReadonlyMap<EventId, ListEvent>,
  now: Instant,
): string | null {
  if (side === null || side.date.precision === 'none') return null;
  const { date } = side;
  const words = plainDate(side, events, now);
  return date.approximate ? dateText('around', { date: words }) : words;
}

function plainDate({ date, zone }: DatedSide, events: ReadonlyMap<EventId, ListEvent>, now: Instant): string {
  const style = (day: string) => (day.slice(0, 4) === localDay(now, zone).slice(0, 4) ? 'day' : 'day-year');
  switch (date.precision) {
    case 'minute': {
      const day = firstDay(date);
      return dateText('dayAndTime', { day: formatDay(day, style(day)), time: date.minute.slice(11) });
    }
    case 'day':
      return formatDay(date.day, style(date.day));
    case 'range':
      return formatRange(date.from, date.through);
    case 'month':
      return formatMonth(date.month);
    case 'year':
      return String(date.year);
    case 'during': {
      const host = events.get(date.event);
      return dateText('during', { event: host === undefined ? date.event : plainTitleOf(host, 60) });
    }
    case 'none':
      return dateText('noneSet');
  }
}

/** What a card says of one side. `city` adds the place whose calendar counts. */
export type SideShown = { readonly city: boolean; readonly stamp: boolean };

/**
 * The date of one side for a card: `through 31 Jan 2026 (New York) · your time <t:…:f>, <t:…:R>`. The timestamp stands
 * only beside an exact anchor, for the end of a day at its last minute (product rule 1). Escaped.
 */
export function cardSide(
  side: DatedSide | null,
  events: ReadonlyMap<EventId, ListEvent>,
  { city, stamp }: SideShown,
): string {
  if (side === null) return noticeText('noDateNow');
  const edge = sideEdge(side);
  const words = claimedDate(side.date, events);
  const placed = city && edge !== null ? inCity(words, side.zone) : words;
  if (!stamp || edge === null || !edge.exact) return placed;
  const at = lastMoment(edge);
  const yours = dateText('yourTime', { full: timestamp(at, 'f'), relative: timestamp(at, 'R') });
  return noticeText('stamped', { date: placed, stamp: yours });
}

/** `through 31 Jan 2026 (New York)`: the date an edge has now, for the correction of what was said before. Escaped. */
export function edgeInWords(edge: Edge, events: ReadonlyMap<EventId, ListEvent>): string {
  return inCity(claimedDate(edge.date, events), edge.zone);
}

function inCity(date: string, zone: Zone): string {
  return noticeText('inCity', { date, city: zoneCity(zone) });
}
