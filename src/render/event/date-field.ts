import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { withAssumed } from '../../render/dates/date-phrases.ts';
import { daysBetween, formatDay, localDay, zoneCity } from '../../time/local.ts';
import { field } from '../card/build-card.ts';
import { claimedDate, clockTime, isPast, lastMoment, timestamp, withPart } from '../dates/date-phrases.ts';
import { escapeText } from '../text/escape-text.ts';
import { placeName } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { wasReportedAfter, weighClaims } from './compare-claims.ts';
import { eventCardText } from './event-words.ts';
import { spokenCertainty, type Voice } from './show-certainty.ts';

const NAMES = {
  opens: { Confirmed: 'when', Expected: 'when', Tentative: 'when', Threatened: 'when', Past: 'wasDue' },
  'takes-effect': {
    Confirmed: 'starts',
    Expected: 'startsExpected',
    Tentative: 'mayStart',
    Threatened: 'wouldStart',
    Past: 'wasToStart',
  },
  expires: {
    Confirmed: 'ends',
    Expected: 'endsExpected',
    Tentative: 'mayEnd',
    Threatened: 'wouldEnd',
    Past: 'wasToEnd',
  },
  closes: {
    Confirmed: 'closes',
    Expected: 'closesExpected',
    Tentative: 'mayClose',
    Threatened: 'wouldClose',
    Past: 'wasToClose',
  },
  due: {
    Confirmed: 'due',
    Expected: 'dueExpected',
    Tentative: 'mayBeDue',
    Threatened: 'wouldBeDue',
    Past: 'wasDue',
  },
  'last-day': {
    Confirmed: 'lastDay',
    Expected: 'lastDayExpected',
    Tentative: 'lastDayMaybe',
    Threatened: 'lastDayMaybe',
    Past: 'lastDayWas',
  },
} as const satisfies Record<Edge['kind'], Record<Voice | 'Past', string>>;

/**
 * The date of an edge as its source gives it, with its place; besides an exact anchor the time that each reader sees in
 * their own zone, for the end of a day its last minute. An opening day has no such time (product rule 1).
 */
export function dateField(
  event: ListEvent,
  edge: Edge,
  events: ReadonlyMap<EventId, ListEvent>,
  now: Instant,
): Field | null {
  const certainty = spokenCertainty(event, edge);
  const past = isPast(edge, now);
  const phase = rangePhase(edge, now);
  const voice = past ? 'Past' : certainty.rests ? null : certainty.voice;
  const happened = event.certainty === 'done' || (past && wasReportedAfter(edge.claim, edge.date));
  // While its days run, it is neither ahead nor over.
  const name =
    happened || (phase !== null && !certainty.rests) ? 'when' : voice === null ? 'noLonger' : NAMES[edge.kind][voice];
  const stated = withPart(edgeDate(event, edge, events, past), edge.part);
  const date = phase === null || certainty.rests ? stated : dateText('withPhase', { date: stated, phase });
  if (!edge.exact) return field(eventCardText(`${name}`), date, 'date');
  const at = lastMoment(edge);
  const yours = dateText('yourTime', { full: timestamp(at, 'f'), relative: timestamp(at, 'R') });
  return field(eventCardText(`${name}`), `${date} · ${yours}`, 'date');
}

/**
 * `day 2 of 3 by its dates` from the second day of a range to its last, at its place. On the first day the hour is not
 * known, and the day alone does not prove that it really takes place.
 */
function rangePhase(edge: Edge, now: Instant): string | null {
  const { date, zone, kind } = edge;
  if (kind !== 'opens' || date.precision !== 'range' || date.approximate) return null;
  const today = localDay(now, zone);
  if (today <= date.from || today > date.through) return null;
  const days = daysBetween(date.from, date.through) + 1;
  return dateText('dayOf', { day: daysBetween(date.from, today) + 1, days });
}

/**
 * `Sat 1 Nov 2025, start of day, New York (hour and zone assumed)`; `26–28 Oct 2025, Kuala Lumpur; opening hour not
 * given`.
 */
function edgeDate(event: ListEvent, edge: Edge, events: ReadonlyMap<EventId, ListEvent>, past: boolean): string {
  const { date } = edge;
  if (date.precision === 'minute') {
    const day = around(edge, formatDay(edge.day, 'weekday-year'));
    const city = zoneCity(edge.zone);
    return withAssumed(event, dateText('atMinute', { day, time: clockTime(date, edge.zone), city }));
  }
  if (edge.kind === 'opens') return openingDate(event, edge, events, past);
  const day = around(edge, formatDay(edge.day, 'weekday-year'));
  if (edge.kind === 'last-day') return withAssumed(event, lastDate(event, edge, events, day));
  const which = edge.kind === 'takes-effect' ? 'startOfDay' : 'endOfDay';
  return withAssumed(event, dateText(which, { day, city: zoneCity(edge.zone) }));
}

/** The last day, and beside it all of them: `Tue 28 Oct 2025, Kuala Lumpur (26–28 Oct 2025)`. */
function lastDate(event: ListEvent, edge: Edge, events: ReadonlyMap<EventId, ListEvent>, date: string): string {
  const text = dateText('atPlace', { date, place: escapeText(placeName(event)) });
  const whole = edge.claim.date;
  return whole === null ? text : dateText('aside', { text, aside: claimedDate(whole, events) });
}

function openingDate(event: ListEvent, edge: Edge, events: ReadonlyMap<EventId, ListEvent>, past: boolean): string {
  const single = edge.date.precision === 'day';
  const date = single ? around(edge, formatDay(edge.day, 'weekday-year')) : claimedDate(edge.date, events);
  const place = escapeText(placeName(event));
  const day = withAssumed(event, dateText('atPlace', { date, place }));
  const stated = withDated(event, edge, day);
  return past ? stated : `${stated}; ${openingHour(event)}`;
}

function openingHour(event: ListEvent): string {
  if (event.opensAt === null) return dateText('hourNotGiven');
  const assumed = event.assumed.includes('hour');
  return dateText(assumed ? 'hourAssumed' : 'hourKnown', { time: event.opensAt });
}

function around(edge: Edge, day: string): string {
  return edge.date.approximate ? dateText('around', { date: day }) : day;
}

/** Adds the part of the event that the followed claim dates, where others date another part or give another date. */
function withDated(event: ListEvent, edge: Edge, words: string): string {
  if (edge.part !== null || edge.claim.dates === null || weighClaims(event, edge) !== 'differ') return words;
  return dateText('aside', { text: words, aside: escapeText(edge.claim.dates, 80) });
}
