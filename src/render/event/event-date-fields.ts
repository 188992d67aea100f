import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { formatRange } from '../../time/format.ts';
import { asSentence, type Field, field, joinWithin, present } from '../card/build-fields.ts';
import { dateField } from '../dates/date-field.ts';
import { claimedDate } from '../dates/date-phrases.ts';
import { eventPhase } from '../dates/present-state.ts';
import { beginLarge } from '../text/capitalize.ts';
import { dateText } from '../text/date-words.ts';
import { escapeText } from '../text/escape-text.ts';
import { placeName } from '../text/place-phrase.ts';
import { eventCardText } from './event-words.ts';
import { followReason } from './follow-reason.ts';
import { wasReportedAfter } from './was-reported-after.ts';

/** An event's dates, for its own card. */
export type EventDates = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
};

/** When it is: a field for each edge, or what is known where there is none. */
export function whenFields(view: EventDates): Field[] {
  const { event, edges, events, now } = view;
  if (edges.length > 0) return present(edges.map((edge) => dateField(event, edge, events, now)));
  const claim = shownClaim(event);
  const date = claim === null ? dateText('noDate') : claimedDate(claim.date, events);
  const isSet = claim !== null && claim.date.precision !== 'none';
  const when = beginLarge(isSet ? dateText('atPlace', { date, place: escapeText(placeName(event)) }) : date);
  const policy = claim?.date.role === 'announced' || claim?.date.role === 'ended';
  const wasDue = isOver(view) && event.certainty !== 'done' && !policy;
  return present([field(eventCardText(wasDue ? 'wasDue' : 'when'), when)]);
}

/** What came of it, or that nothing is recorded once its dates are behind; `null` while they are ahead. */
export function outcomeField(view: EventDates): Field | null {
  const { event, events, now } = view;
  const name = eventCardText('outcome');
  if (event.outcome !== null) return field(name, recordedOutcome(event.outcome));
  if (rests(event)) return null;
  const claim = shownClaim(event);
  if (claim === null) return null;
  if (eventPhase(event, events, now) === 'under way') return field(name, eventCardText('underWay'));
  if (!isOver(view)) return null;
  if (wasReportedAfter(claim, claim.date)) {
    const published = formatRange(claim.published, claim.published);
    return field(name, eventCardText('reported', { source: escapeText(claim.source.name, 60), published }));
  }
  return field(name, eventCardText('notRecorded'));
}

function recordedOutcome(outcome: NonNullable<ListEvent['outcome']>): string {
  const { day, source } = outcome;
  const what = escapeText(outcome.what, 300);
  const dated = day === null ? what : eventCardText('outcomeDay', { day: formatRange(day, day), what });
  return source === null ? dated : eventCardText('outcomeFrom', { what: dated, source: escapeText(source.name, 60) });
}

function isOver({ event, edges, events, now }: EventDates): boolean {
  return edges.length > 0
    ? edges.every((edge) => now >= edge.anchor) && eventPhase(event, events, now) === 'behind'
    : eventPhase(event, events, now) === 'behind';
}

/** Every claim with what it dates, and below them which one reminders follow and why. */
export function claimsField(view: EventDates): Field | null {
  const { event, edges, events, now } = view;
  const rows = event.claims.map((claim) => {
    const source = escapeText(claim.source.name, 60);
    const date = claim.date === null ? eventCardText('silent') : claimedDate(claim.date, events);
    const row =
      claim.dates === null || claim.date === null
        ? eventCardText('claimed', { source, date })
        : eventCardText('claimedOf', { source, date, dates: escapeText(claim.dates, 80) });
    return claim.credible ? row : eventCardText('doubtedPlain', { says: row });
  });
  const below = rests(event)
    ? ''
    : [...new Set(edges.map((edge) => followReason(event, edge, now))), ...idle(view)].join(' ');
  const above = joinWithin(rows.map(asSentence), '\n', 1000 - below.length);
  return field(eventCardText('claims'), below === '' ? above : `${above}\n${below}`);
}

/** That nobody is reminded of what has no exact date, as long as one may still come. */
function idle(view: EventDates): string[] {
  return view.edges.length === 0 && !isOver(view) ? [eventCardText('noReminders')] : [];
}

/** Whether nothing is to come of it any more by what the list says: then no reminders follow anything. */
function rests(event: ListEvent): boolean {
  return event.certainty === 'cancelled' || event.certainty === 'postponed' || event.certainty === 'done';
}
