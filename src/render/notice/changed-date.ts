import type { DatedSide, EventChange } from '../../model/change.ts';
import { firstDay, type Instant, isAnchored, isExact, type Zone } from '../../model/date.ts';
import { type Edge, samePart } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { formatDay, formatRange, localDay, zoneCity } from '../../time/local.ts';
import type { EdgeDay, Spoken } from '../dates/date-phase.ts';
import { claimedDate, isPast, lastMoment, timestamp, vagueWords, withPart } from '../dates/date-phrases.ts';
import { spokenCertainty, type Voice } from '../event/show-certainty.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { noticeText } from './notice-words.ts';

/** The edge of one side of a change; `null` where its date is too vague for one, or marks none. */
export function sideEdge(side: DatedSide | null): EdgeDay | null {
  if (side === null || side.anchor === null) return null;
  const { date, zone, anchor } = side;
  if (!isAnchored(date) || date.role === 'announced' || date.role === 'ended') return null;
  return { kind: date.role, date, day: firstDay(date), zone, anchor, exact: isExact(date) };
}

/**
 * The date of one side for a lock-screen line, without markdown: `26–28 Oct 2025`, `10 November`, `January 2026`,
 * `during APEC forum, day not given`; `null` where none is given. The year of a day is shown only where it is not the
 * present one.
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
    case 'span':
    case 'month':
    case 'year':
      return vagueWords(date);
    case 'during': {
      const host = events.get(date.event);
      return dateText('during', { event: host === undefined ? date.event : plainTitleOf(host, 60) });
    }
    case 'none':
      return dateText('noneSet');
  }
}

/** The parts of one side that a card shows. `city` adds the place whose calendar counts. */
export type SideShown = { readonly city: boolean; readonly stamp: boolean };

/**
 * The date of one side for a card: `through 31 Jan 2026 (New York) · your time <t:…:f>, <t:…:R>`. The timestamp is
 * shown only beside an exact anchor, for the end of a day at its last minute (product rule 1). Escaped.
 */
export function cardSide(
  side: DatedSide | null,
  events: ReadonlyMap<EventId, ListEvent>,
  { city, stamp }: SideShown,
): string {
  if (side === null) return noticeText('noDateNow');
  const edge = sideEdge(side);
  const words = withPart(claimedDate(side.date, events), side.part ?? null);
  const placed = city && edge !== null ? inCity(words, side.zone) : words;
  if (!stamp || edge === null || !edge.exact) return placed;
  const at = lastMoment(edge);
  const yours = dateText('yourTime', { full: timestamp(at, 'f'), relative: timestamp(at, 'R') });
  return noticeText('stamped', { date: placed, stamp: yours });
}

/** `through 31 Jan 2026 (New York)`: the date an edge has now, for the correction of an earlier message. Escaped. */
export function edgeInWords(edge: Edge, events: ReadonlyMap<EventId, ListEvent>): string {
  return inCity(withPart(claimedDate(edge.date, events), edge.part), edge.zone);
}

function inCity(date: string, zone: Zone): string {
  return noticeText('inCity', { date, city: zoneCity(zone) });
}

/** The list as it is now, and where and when a notice about it is read. */
export type ListSeen = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  /** The edges of an event as they are now; none for an event that the list no longer has. */
  edges(id: EventId): readonly Edge[];
  readonly now: Instant;
  /** The subscription's. */
  readonly zone: Zone;
};

/** The changed date as the list has it now; `null` where it has none, or has moved on since. */
export function spokenNow(change: EventChange, seen: ListSeen): Spoken | null {
  const event = seen.events.get(change.event);
  const is = change.after;
  if (event === undefined || is === null) return null;
  const edge = seen.edges(change.event).find(({ kind, part, sourceDate }) => {
    return kind === is.date.role && sourceDate === is.sourceDate && samePart(part, is.part ?? null);
  });
  return edge === undefined ? null : { event, edge, now: seen.now, zone: seen.zone };
}

/** The voice in which a notice may state the changed date, and the addition to its head where that is not sure. */
type NoticeVoice = { readonly voice: Voice | 'Past'; readonly opening: 'unsure' | 'dateUnsure' | null };

/** The present certainty of the event; without an event in the list, its certainty by the change. */
export function noticeVoice(change: EventChange, seen: ListSeen): NoticeVoice {
  const edge = sideEdge(change.after);
  const past = edge !== null && isPast(edge, seen.now);
  const { voice, opening } = presentVoice(change, seen);
  return past ? { voice: 'Past', opening } : { voice, opening };
}

function presentVoice(change: EventChange, seen: ListSeen): NoticeVoice & { readonly voice: Voice } {
  const spoken = spokenNow(change, seen);
  const certainty = spoken === null ? null : spokenCertainty(spoken.event, spoken.edge);
  if (certainty !== null && !certainty.rests) {
    const { voice, opening } = certainty;
    return { voice, opening: opening === null ? null : opening === 'date' ? 'dateUnsure' : 'unsure' };
  }
  switch (change.certaintyAfter ?? change.certaintyBefore) {
    case 'threatened':
      return { voice: 'Threatened', opening: 'unsure' };
    case 'tentative':
      return { voice: 'Tentative', opening: 'unsure' };
    case 'expected':
      return { voice: 'Expected', opening: null };
    default:
      return { voice: 'Confirmed', opening: null };
  }
}
