import type { ClaimDate, DateRole, Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { type EventId, isCalledOff, type ListEvent, publicationOf } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { currentClaims, type DatedClaim, shownClaim } from '../../plan/claims/choose-claim.ts';
import { formatRange } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { field, joinWithin, present } from '../card/build-card.ts';
import { eventPhase } from '../dates/date-phase.ts';
import { claimedDate } from '../dates/date-phrases.ts';
import { asSentence, capitalize, escapeText } from '../text/escape-text.ts';
import { placeName } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { followReason, wasReportedAfter } from './compare-claims.ts';
import { dateField } from './date-field.ts';
import { eventCardText } from './event-words.ts';

/** An event's dates, for its own card. */
export type EventDates = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The reader's. */
  readonly zone: Reader;
};

/** A field for each edge, or the known part of the date where there is none. */
export function whenFields(view: EventDates): Field[] {
  const { event, edges, events, now } = view;
  if (edges.length > 0) return present(edges.map((edge) => dateField(event, edge, events, now, view.zone)));
  const claim = shownClaim(event);
  const date =
    claim === null ? dateText('noDate') : claimedDate(claim.date, { events, zone: event.zone, reader: view.zone });
  const isSet = claim !== null && claim.date.precision !== 'none';
  const when = capitalize(isSet ? dateText('atPlace', { date, place: escapeText(placeName(event)) }) : date);
  const policy = claim?.date.role === 'announced' || claim?.date.role === 'ended';
  const wasDue = isOver(view) && event.certainty !== 'done' && !policy;
  return present([field(eventCardText(wasDue ? 'wasDue' : 'when'), when)]);
}

/** The outcome, or that none is recorded once its dates are past; `null` while they are ahead. */
export function outcomeField(view: EventDates): Field | null {
  const { event, events, now } = view;
  const name = eventCardText('outcome');
  if (event.outcome !== null) return field(name, recordedOutcome(event.outcome));
  if (rests(event)) return null;
  const claim = shownClaim(event);
  if (claim === null) return null;
  if (eventPhase(event, events, now) === 'under way') return field(name, eventCardText('underWay'));
  if (!isOver(view)) return null;
  if (claim.published !== null && wasReportedAfter(claim, claim.date)) {
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

/** Every claim with the part that it dates, and below them which one reminders follow and why. */
export function claimsField(view: EventDates): Field | null {
  const { event, edges, events, now } = view;
  const rows = event.claims.map((claim) => {
    const source = escapeText(claim.source.name, 60);
    const date =
      claim.date === null
        ? eventCardText('silent')
        : claimedDate(claim.date, { events, zone: event.zone, reader: view.zone });
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

/** Says that an event without an exact date brings no reminders, as long as a date may still come. */
function idle(view: EventDates): string[] {
  return view.edges.length === 0 && !isOver(view) ? [eventCardText('noReminders')] : [];
}

/** Whether the list says that nothing more will come of it: then no reminders follow anything. */
function rests(event: ListEvent): boolean {
  return isCalledOff(event.certainty) || event.certainty === 'done';
}

const NAMES = {
  announced: 'announced',
  'takes-effect': 'takesEffect',
  expires: 'expires',
  ended: 'ended',
} as const satisfies Partial<Record<DateRole, string>>;

/**
 * The policy dates of an event that have no field of their own yet: announced, takes effect, expires, ended. Each with
 * the newest credible claim of it. Dates with an edge, and the one that stands for an event without edges, are shown
 * elsewhere.
 */
export function policyDateFields({ event, edges, events, zone }: EventDates): Field[] {
  const shown = edges.length > 0 ? edges.map((edge) => edge.kind) : [shownClaim(event)?.date.role];
  const credible = currentClaims(event).filter((claim) => claim.credible && claim.date.precision !== 'none');
  return present(
    (['announced', 'takes-effect', 'expires', 'ended'] as const).map((role) => {
      if (shown.includes(role)) return null;
      const claims = credible.filter((claim) => claim.date.role === role);
      const newest = claims.reduce<DatedClaim | null>(
        (best, claim) => (best === null || publicationOf(claim) > publicationOf(best) ? claim : best),
        null,
      );
      return newest === null
        ? null
        : field(
            eventCardText(NAMES[role]),
            capitalize(claimedDate(named(newest.date), { events, zone: event.zone, reader: zone })),
          );
    }),
  );
}

/** The field's name gives the role already, so the date has no word for it. */
function named(date: ClaimDate): ClaimDate {
  return { ...date, role: 'opens' };
}
