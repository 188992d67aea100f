import type { ClaimDate, Instant, LocalDay } from '../../model/date.ts';
import { type Claim, type EventId, isCalledOff, type ListEvent, publicationOf } from '../../model/event.ts';
import type { Todo } from '../../model/todo.ts';
import type { DatedEvent } from '../reminders/derive-agenda.ts';
import { restsBecause } from '../reminders/match-filter.ts';

/**
 * Entries ahead that depend on another one which was called off or has moved since they were last verified: somebody
 * should check whether they still hold. Read from the list alone, so that it is known wherever the list is.
 */
export function findShaken(dated: readonly DatedEvent[], now: Instant): Todo[] {
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
