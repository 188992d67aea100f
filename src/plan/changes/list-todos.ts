import {
  type AnchoredDate,
  type ClaimDate,
  DAY_MS,
  firstDay,
  type Instant,
  isAnchored,
  type LocalDay,
  type Zone,
} from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { type Claim, type EventId, isCalledOff, type ListEvent, publicationOf } from '../../model/event.ts';
import { FRESH_DAYS, type Todo } from '../../model/todo.ts';
import { daysBetween, localDay } from '../../time/local.ts';
import type { DatedEvent } from '../reminders/derive-agenda.ts';
import { restsBecause } from '../reminders/match-filter.ts';

/** Most days ahead at which a date counts as close. */
const CLOSE_DAYS = 14;

/**
 * Lists the to-dos of the list's maintainers (product rules 16 and 17): close dates that nobody has verified lately,
 * the nearest first; entries that depend on one that has changed; then events that are over and have no outcome, the
 * newest first. Never for an archive, for an entry that names no source, nor for what was cancelled or postponed. An event is over when the last day of
 * its dates is, by its own calendar.
 */
export function listTodos(dated: readonly DatedEvent[], now: Instant): Todo[] {
  const today = calendarAt(now);
  const living = dated.filter(
    ({ event, edges }) => edges.length > 0 && !event.archive && event.outcome === null && !isOwn(event),
  );
  const stale = living.flatMap((one) => staleDate(one, now, today) ?? []);
  const over = living.flatMap((one) => missingOutcome(one, today) ?? []);
  return [
    ...stale.sort((a, b) => a.day.localeCompare(b.day)),
    ...findShaken(dated, now).sort((a, b) => b.day.localeCompare(a.day)),
    ...over.sort((a, b) => b.day.localeCompare(a.day)),
  ];
}

/** Whether an entry rests on nothing but the word of who wrote it: there is nothing to check it against. */
function isOwn({ claims }: ListEvent): boolean {
  return claims.every(({ source }) => source.own === true);
}

function staleDate({ event, edges }: DatedEvent, now: Instant, today: Calendar): Todo | null {
  if (restsBecause(event) !== null) return null;
  const [nearest] = edges.filter(({ anchor }) => anchor > now).sort((a, b) => a.anchor - b.anchor);
  if (nearest === undefined || nearest.anchor - now > CLOSE_DAYS * DAY_MS) return null;
  const seen = lastSeen(event);
  if (seen !== null && daysBetween(seen, today(event.zone)) <= FRESH_DAYS) return null;
  return todo(event, 'not verified', nearest.day);
}

/** When somebody last looked at its sources: to check them, or to write down what one of them had just published. */
function lastSeen({ lastVerified, claims }: ListEvent): LocalDay | null {
  const days = [lastVerified, ...claims.map(({ published }) => published)].flatMap((day) => day ?? []);
  return days.sort().at(-1) ?? null;
}

function missingOutcome({ event, edges }: DatedEvent, today: Calendar): Todo | null {
  if (isCalledOff(event.certainty)) return null;
  if (edges.some((edge) => lastDay(edge) >= today(edge.zone))) return null;
  const [last] = edges.map(lastDay).sort().reverse();
  return last === undefined ? null : todo(event, 'no outcome', last);
}

/** Returns the present day in a zone. */
type Calendar = (zone: Zone) => LocalDay;

/** Computed once for each zone: a list of thousands has a few. */
function calendarAt(now: Instant): Calendar {
  const days = new Map<Zone, LocalDay>();
  return (zone) => {
    const day = days.get(zone) ?? localDay(now, zone);
    days.set(zone, day);
    return day;
  };
}

/** Talks from the 24th to the 27th have no outcome before the 28th. */
function lastDay(edge: Edge): LocalDay {
  return isAnchored(edge.date) ? endingDay(edge.date) : edge.day;
}

function endingDay(date: AnchoredDate): LocalDay {
  return date.precision === 'range' && date.role === 'opens' ? date.through : firstDay(date);
}

function todo(event: ListEvent, what: Todo['what'], day: LocalDay): Todo {
  const { id, title, lastVerified, origin } = event;
  return { event: id, title, what, day, verified: lastVerified, origin };
}

/**
 * Entries ahead that depend on another one which was called off or has moved since they were last verified: somebody
 * should check whether they still hold. Read from the list alone, so that it is known wherever the list is.
 */
function findShaken(dated: readonly DatedEvent[], now: Instant): Todo[] {
  const byId = new Map(dated.map(({ event }) => [event.id, event]));
  return dated.flatMap(({ event, edges }) => {
    const isAhead = edges.length === 0 || edges.some(({ anchor }) => anchor > now);
    if (event.archive || !isAhead || restsBecause(event) !== null) return [];
    return linksOf(event).flatMap((id): Todo[] => {
      const other = byId.get(id);
      const day = other === undefined ? null : changedOn(other);
      if (other === undefined || day === null) return [];
      const { lastVerified: verified, origin, title } = event;
      if (verified !== null && verified >= day) return [];
      const on = { event: other.id, title: other.title };
      return [{ event: event.id, title, what: 'hangs on', on, day, verified, origin }];
    });
  });
}

/** The events that an entry depends on, each once. */
function linksOf({ dependsOn, unless, partOf, claims }: ListEvent): EventId[] {
  const during = claims.flatMap(({ date }) => (date?.precision === 'during' ? [date.event] : []));
  return [...new Set([...dependsOn, ...unless, ...(partOf === null ? [] : [partOf]), ...during])];
}

/** The day of the report by which an entry was called off or moved; `null` where it is unchanged. */
function changedOn({ certainty, claims, history }: ListEvent): LocalDay | null {
  const newest = claims.flatMap(({ published }) => published ?? []).sort();
  if (isCalledOff(certainty) || history.length > 0) return newest.at(-1) ?? null;
  const bySource = Map.groupBy(claims, ({ source }) => source.id);
  return (
    [...bySource.values()]
      .flatMap((own) => movedOn(own) ?? [])
      .sort()
      .at(-1) ?? null
  );
}

/** The day on which a source gave another date than before. */
function movedOn(own: readonly Claim[]): LocalDay | null {
  const said = own.filter(({ date }) => date !== null).sort((a, b) => (publicationOf(a) < publicationOf(b) ? -1 : 1));
  const moves = said.filter(
    (claim, index) => index > 0 && encodeDate(said[index - 1]?.date) !== encodeDate(claim.date),
  );
  return moves.at(-1)?.published ?? null;
}

function encodeDate(date: ClaimDate | null | undefined): string {
  return JSON.stringify(date ?? null);
}
