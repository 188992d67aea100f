import { type ClaimDate, firstDay, type Instant, isAnchored, type Zone } from '../../model/date.ts';
import type { DateSpan } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { atLocalMinute, endOfDay, startOfDay } from '../../time/local.ts';
import { type DaySpan, daysOfVague, isVague } from '../../time/vague-span.ts';
import { followedClaims, shownClaim } from './choose-claim.ts';

/** Finds the dates of the event that another one depends on ("during APEC"). */
type FindSpan = (event: EventId) => DateSpan;

const UNKNOWN: DateSpan = { over: null, order: null };

/**
 * Makes a finder of the spans of events' dates, by the claims that are followed, each computed once; a circle of
 * "during" gives an unknown span instead of an endless search.
 */
export function makeSpanFinder(events: ReadonlyMap<EventId, ListEvent>): FindSpan {
  const found = new Map<EventId, DateSpan>();
  const find = (id: EventId): DateSpan => {
    const known = found.get(id);
    if (known !== undefined) return known;
    found.set(id, UNKNOWN);
    const event = events.get(id);
    const span = event ? spanOf(event, find) : UNKNOWN;
    found.set(id, span);
    return span;
  };
  return find;
}

function spanOf(event: ListEvent, findSpan: FindSpan): DateSpan {
  const followed = followedClaims(event).map(({ date }) => date);
  // An event that was only announced or ended has no edge, yet it is past once that day is.
  const dates = followed.length > 0 ? followed : [shownClaim(event)?.date ?? []].flat();
  if (dates.length === 0 && !event.claims.some((claim) => claim.credible)) return doubtedSpan(event);
  const spans = dates.map((date) => spanOfDate(date, event.zone, findSpan));
  return { over: latest(spans.map(({ over }) => over)), order: latest(spans.map(({ order }) => order)) };
}

/** Where no claim is credible, no date counts as ahead: the event is past from the day of the last report. */
function doubtedSpan({ claims, zone }: ListEvent): DateSpan {
  const last = claims
    .flatMap((claim) => claim.published ?? [])
    .sort()
    .at(-1);
  return last === undefined ? UNKNOWN : sameSpan(endOfDay(last, zone));
}

function spanOfDate(date: ClaimDate, zone: Zone, findSpan: FindSpan): DateSpan {
  switch (date.precision) {
    case 'minute':
      return sameSpan(atLocalMinute(date.minute, zone, date.occurrence));
    case 'day':
      // A day on which something takes effect is its first instant: from then on it is in force.
      return sameSpan(date.role === 'takes-effect' ? startOfDay(date.day, zone) : endOfDay(date.day, zone));
    case 'range': {
      // A range in which something ends or takes effect counts by its first day, as its edge does.
      const day = date.role === 'opens' ? date.through : date.from;
      return spanOfDate({ ...date, precision: 'day', day }, zone, findSpan);
    }
    case 'span':
    case 'month':
    case 'year': {
      const days = daysOfVague(date);
      if (days === null || days.last >= '9999') return UNKNOWN;
      return { over: endOfDay(days.last, zone), order: startOfDay(days.first, zone) };
    }
    case 'during':
      return findSpan(date.event);
    case 'none':
      return UNKNOWN;
  }
}

function sameSpan(instant: Instant): DateSpan {
  return { over: instant, order: instant };
}

function latest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/**
 * The days a date may mean, in its own zone: one day where it has an edge (a range counts by its first), all of a span where
 * no more is known. `null` for a date that depends on another event, and for none.
 */
export function namedSpan(date: ClaimDate): DaySpan | null {
  const span = wholeSpan(date);
  return span !== null && isAnchored(date) ? { first: span.first, last: span.first } : span;
}

/** All days of a date, in its own zone: a range with its last. `null` as for `namedSpan`. */
export function wholeSpan(date: ClaimDate): DaySpan | null {
  if (isAnchored(date))
    return { first: firstDay(date), last: date.precision === 'range' ? date.through : firstDay(date) };
  return isVague(date) ? daysOfVague(date) : null;
}
