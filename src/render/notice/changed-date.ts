import type { DatedSide, EventChange } from '../../model/change.ts';
import { type ClaimDate, firstDay, type Instant, isAnchored, isExact, type LocalDay } from '../../model/date.ts';
import { type Edge, samePart } from '../../model/edge.ts';
import { type EventId, isHourOpen, type ListEvent } from '../../model/event.ts';
import { formatRangeIn, localDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import type { EdgeDay, Spoken } from '../dates/date-phase.ts';
import { claimedDate, isPast, rowDate, vagueWords, withPart } from '../dates/date-phrases.ts';
import { shortWhen } from '../dates/when-words.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { plainTitleOf } from '../text/event-name.ts';
import type { Voice } from '../text/verbs.ts';
import { dateText } from '../text/words.ts';

/** The edge of one side of a change; `null` where its date is too vague for one, or marks none. */
export function sideEdge(side: DatedSide | null): EdgeDay | null {
  if (side === null || side.anchor === null) return null;
  const { date, zone, anchor } = side;
  if (!isAnchored(date) || date.role === 'announced' || date.role === 'ended') return null;
  return { kind: date.role, date, day: firstDay(date), zone, anchor, exact: isExact(date) && side.hourOpen !== true };
}

/**
 * The date of one side for a lock-screen line, without markdown: `26–28 Oct`, `Mon 10 Nov, 12:01 a.m. New York`, `January
 * 2026`, `during APEC forum`; `null` where none is given. The year is shown only where it is not the present one.
 */
export function plainSide(side: DatedSide | null, seen: ListSeen, weekday = false): string | null {
  if (side === null || side.date.precision === 'none') return null;
  const edge = sideEdge(side);
  if (edge !== null) return shortWhen({ edge, now: seen.now, zone: seen.zone }, weekday);
  const words = plainDate(side, seen);
  return side.date.approximate ? dateText('around', { date: words }) : words;
}

function plainDate({ date, zone }: DatedSide, { events, now, zone: reader }: ListSeen): string {
  const year = localDay(now, zone).slice(0, 4);
  const day = (from: LocalDay, through: LocalDay) => formatRangeIn(year, from, through);
  switch (date.precision) {
    case 'during': {
      const host = events.get(date.event);
      return dateText('during', { event: host === undefined ? date.event : plainTitleOf(host, 60) });
    }
    case 'range':
      return day(date.from, date.through);
    case 'span':
    case 'month':
    case 'year':
      return vagueWords(date);
    case 'minute':
    case 'day':
      return day(firstDay(date), firstDay(date));
    default:
      return claimedDate(date, { events: new Map(), zone, reader });
  }
}

/**
 * The date of one side for a card: `through Mon 10 Nov`, `26–28 Oct`, `no date set`; `bare` leaves out the word for what it
 * marks. Escaped.
 */
export function cardSide(
  side: DatedSide | null,
  seen: Pick<ListSeen, 'events' | 'now' | 'zone'>,
  bare = false,
): string {
  if (side === null) return dateText('noneSet');
  const year = localDay(seen.now, side.zone).slice(0, 4);
  const place = { events: seen.events, zone: side.zone, reader: seen.zone, hourOpen: side.hourOpen === true };
  return withPart(rowDate(bare ? unmarked(side.date) : side.date, year, place), side.part ?? null);
}

/** The date an edge has now, for the correction of an earlier message. Escaped. */
export function edgeInWords(edge: Edge, events: ReadonlyMap<EventId, ListEvent>, reader: Reader): string {
  const place = { events, zone: edge.zone, reader, hourOpen: isHourOpen(events.get(edge.event)) };
  return withPart(claimedDate(unmarked(edge.date), place), edge.part);
}

/** A date without the word for what it marks. */
function unmarked(date: ClaimDate): ClaimDate {
  return { ...date, role: 'opens' };
}

/** The list as it is now, and where and when a notice about it is read. */
export type ListSeen = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  /** The edges of an event as they are now; none for an event that the list no longer has. */
  edges(id: EventId): readonly Edge[];
  readonly now: Instant;
  /** The subscription's. */
  readonly zone: Reader;
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

/** The voice in which a notice may state the changed date: the present certainty of the event, or that of the change. */
export function noticeVoice(change: EventChange, seen: ListSeen): Voice {
  const edge = sideEdge(change.after);
  if (edge !== null && isPast(edge, seen.now)) return 'Past';
  const spoken = spokenNow(change, seen);
  const certainty = spoken === null ? null : spokenCertainty(spoken.event, spoken.edge);
  if (certainty !== null && !certainty.rests) return certainty.voice;
  switch (change.certaintyAfter ?? change.certaintyBefore) {
    case 'threatened':
      return 'Threatened';
    case 'tentative':
      return 'Tentative';
    case 'expected':
      return 'Expected';
    default:
      return 'Confirmed';
  }
}
