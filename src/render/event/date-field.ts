import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { daysBetween, localDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { field } from '../card/build-card.ts';
import { isPast, lastMoment, timestamp, withPart } from '../dates/date-phrases.ts';
import { cardDate, whenWords } from '../dates/when-words.ts';
import { capitalize, escapeText } from '../text/escape-text.ts';
import { verbOf, verbPhrase } from '../text/verbs.ts';
import { dateText } from '../text/words.ts';
import { wasReportedAfter, weighClaims } from './compare-claims.ts';
import { eventCardText } from './event-words.ts';
import { spokenCertainty } from './show-certainty.ts';

/**
 * One date of an event in full, by the calendar of its place and, where its moment is known, by each reader's clock; the
 * field is named by its verb: "Ends", "May open", "Was due to open".
 */
export function dateField(
  event: ListEvent,
  edge: Edge,
  events: ReadonlyMap<EventId, ListEvent>,
  now: Instant,
  zone: Reader,
): Field | null {
  const certainty = spokenCertainty(event, edge);
  const phase = rangePhase(edge, now);
  const stated = withPart(withDated(event, edge, wholeDate(event, edge, events, now, zone)), edge.part);
  const date = phase === null || certainty.rests ? stated : dateText('withPhase', { date: stated, phase });
  return field(nameOf(event, edge, now, phase !== null), date);
}

function nameOf(event: ListEvent, edge: Edge, now: Instant, running: boolean): string {
  const certainty = spokenCertainty(event, edge);
  const past = isPast(edge, now);
  const happened = event.certainty === 'done' || (past && wasReportedAfter(edge.claim, edge.date));
  if (happened || (running && !certainty.rests)) return eventCardText('when');
  if (certainty.rests) return eventCardText('noLonger');
  const verb = verbOf(event, edge.kind);
  if (verb === 'is on' && !past) return eventCardText('when');
  // A label needs no "is".
  return capitalize(
    verbPhrase(verb, past ? 'Past' : certainty.voice, event.plural === true ? 2 : 1).replace(/^(?:is|are) /, ''),
  );
}

function wholeDate(
  event: ListEvent,
  edge: Edge,
  events: ReadonlyMap<EventId, ListEvent>,
  now: Instant,
  zone: Reader,
): string {
  if (!edge.exact) return cardDate(event, edge, events, zone);
  const place = escapeText(whenWords({ event, edge, now, zone }, true));
  return dateText('yourTime', { place, full: timestamp(lastMoment(edge), 'F') });
}

/**
 * `day 2 of 3` from the second day of a range to its last, at its place. On the first day the hour is not known, and the
 * day alone does not prove that it really takes place.
 */
function rangePhase(edge: Edge, now: Instant): string | null {
  const { date, zone, kind } = edge;
  if (kind !== 'opens' || date.precision !== 'range' || date.approximate) return null;
  const today = localDay(now, zone);
  if (today <= date.from || today > date.through) return null;
  const days = daysBetween(date.from, date.through) + 1;
  return dateText('dayOf', { day: daysBetween(date.from, today) + 1, days });
}

/** Adds the part of the event that the followed claim dates, where others date another part or give another date. */
function withDated(event: ListEvent, edge: Edge, words: string): string {
  if (edge.part !== null || edge.claim.dates === null || weighClaims(event, edge) !== 'differ') return words;
  return dateText('aside', { text: words, aside: escapeText(edge.claim.dates, 80) });
}
