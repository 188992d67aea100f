import type { ClaimDate, Instant, LocalDay, Zone } from '../../model/date.ts';
import { type Edge, endsItsDay } from '../../model/edge.ts';
import { type EventId, isCalledOff, type ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { namedSpan } from '../../plan/claims/date-span.ts';
import { atLocalMinute, formatDay, formatRange, localDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { isVague } from '../../time/vague-span.ts';
import { wasReportedAfter } from '../event/compare-claims.ts';
import { eventCardText } from '../event/event-words.ts';
import { escapeText } from '../text/escape-text.ts';
import { certaintyText, dateText, listText } from '../text/words.ts';
import { claimedDate, dayDistance, hoursAndMinutes, isHoursAway, isNow } from './date-phrases.ts';

/** The relation of a date to now: `open` for a date that is not set or depends on another event's. */
export type DatePhase = 'ahead' | 'under way' | 'behind' | 'open';

/**
 * Compares now with a date at its place. An opening is under way through its last day; a start is past from its first
 * minute, an end from the minute after it. `anchor` is the edge's, where there is one: before it nothing has opened.
 */
export function datePhase(date: ClaimDate, zone: Zone, now: Instant, anchor: Instant | null = null): DatePhase {
  if (anchor !== null && now < anchor) return 'ahead';
  if (date.precision === 'minute') return now < atLocalMinute(date.minute, zone, date.occurrence) ? 'ahead' : 'behind';
  const span = spanOf(date);
  if (span === null) return 'open';
  const today = localDay(now, zone);
  if (endsItsDay(date.role)) return isPast(date, span, today) ? 'behind' : 'ahead';
  if (today < span.first) return 'ahead';
  if (today > span.last) return 'behind';
  // A month or a year that has begun says nothing about its day; neither does a policy date of today.
  if (isVague(date)) return 'ahead';
  return date.role === 'opens' || date.role === 'last-day' ? 'under way' : 'behind';
}

/** A range that ends something counts by its first day, as its edge does. */
function isPast(date: ClaimDate, span: Span, today: LocalDay): boolean {
  return today > (date.precision === 'range' ? span.first : span.last);
}

type Span = { readonly first: LocalDay; readonly last: LocalDay };

/** The first and last day a date can mean; `null` where it names none. */
function spanOf(date: Exclude<ClaimDate, { precision: 'minute' }>): Span | null {
  if (date.precision === 'range') return { first: date.from, last: date.through };
  return namedSpan(date);
}

/** Compares an event's shown date with now; a date during another event follows that one's, but no further. */
export function eventPhase(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>, now: Instant): DatePhase {
  const date = shownClaim(event)?.date ?? null;
  if (date === null) return 'open';
  if (date.precision !== 'during') return datePhase(date, event.zone, now);
  const host = events.get(date.event);
  const hostDate = host === undefined ? null : (shownClaim(host)?.date ?? null);
  if (host === undefined || hostDate === null) return 'open';
  // The start of the host event says nothing about its part; only the host's end does.
  return datePhase(hostDate, host.zone, now) === 'behind' ? 'behind' : 'open';
}

/**
 * An event in a few words for those that depend on it: `24–27 Oct 2025: confirmed`, `…: passed`,
 * or its outcome. Escaped; at most about 250 characters.
 */
export function presentState(
  event: ListEvent,
  {
    events,
    now,
    zone: reader,
  }: { readonly events: ReadonlyMap<EventId, ListEvent>; readonly now: Instant; readonly zone: Reader },
): string {
  const claim = shownClaim(event);
  const date = claim === null ? dateText('noDate') : claimedDate(claim.date, { events, zone: event.zone, reader });
  return eventCardText('stateDate', { date, state: statusOf(event, events, now) });
}

function statusOf(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>, now: Instant): string {
  if (event.outcome !== null) return escapeText(event.outcome.what, 120);
  const certainty = certaintyText(`${event.certainty}`);
  if (isCalledOff(event.certainty) || event.certainty === 'done') return certainty;
  const phase = eventPhase(event, events, now);
  if (phase === 'under way') return listText('underWay');
  const claim = shownClaim(event);
  const reported = claim !== null && wasReportedAfter(claim, claim.date);
  return phase === 'behind' && !reported ? listText('wasDue') : certainty;
}

/** One edge of an event, as seen by the channel in `zone` at `now`. */
export type Spoken = {
  readonly event: ListEvent;
  readonly edge: Edge;
  readonly now: Instant;
  readonly zone: Reader;
};

/** The part of an edge that words its date; a date that has left the list has no more than this. */
export type EdgeDay = Pick<Edge, 'kind' | 'date' | 'day' | 'zone' | 'anchor' | 'exact'>;

/** A date, as seen by the channel in `zone` at `now`. */
export type SpokenDay = { readonly edge: EdgeDay; readonly now: Instant; readonly zone: Reader };

/** Room of a sentence for the event's name, in UTF-16 units, and whether it names the weekday. */
export type SentenceRoom = { readonly name: number; readonly weekday: boolean };

/** Whether an edge is at the end of its day. */
export function isEndOfDay(edge: EdgeDay): boolean {
  return endsItsDay(edge.kind) && edge.date.precision !== 'minute';
}

/** Hours are counted to exact anchors only: a date "around" a day has none. */
export function countsHours({ edge, now }: SpokenDay): boolean {
  return edge.exact && isHoursAway(edge.anchor, now);
}

/** The distance of an edge, at its place: in hours where they are few, else in days. `brief` for one of several dates. */
export function spokenDistance(spoken: SpokenDay, brief = false): string {
  const { edge, now, zone } = spoken;
  if (isNow(edge, now)) return dateText('now');
  if (countsHours(spoken)) {
    return dateText(now < edge.anchor ? 'inTime' : 'timeAgo', { time: hoursAndMinutes(edge.anchor - now) });
  }
  return dayDistance({ day: edge.day, zone: edge.zone, now, reader: zone, anchor: edge.anchor, brief });
}

/** A day with the year only where it is not the present one at the place. */
export function dayInWords({ edge, now }: Omit<SpokenDay, 'zone'>, day: LocalDay, weekday: boolean): string {
  const thisYear = day.slice(0, 4) === localDay(now, edge.zone).slice(0, 4);
  if (weekday) return formatDay(day, thisYear ? 'weekday-short' : 'weekday-year');
  return thisYear ? formatDay(day, 'day-short') : formatRange(day, day);
}
