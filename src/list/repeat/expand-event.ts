import type { ClaimDate, LocalDay } from '../../model/date.ts';
import type { ListEvent, Source } from '../../model/event.ts';
import type { EntryInput } from '../parse/event-shape.ts';
import { readMinute } from '../parse/read-minute.ts';

/** One date of a repeating entry as the file has it, where that is not as the rule does. */
type Occurrence = NonNullable<EntryInput['occurrences']>[LocalDay];

/** The id of one date of a repeating entry, for good: that of the entry with the day on which its rule has it. */
export function occurrenceId(id: string, day: LocalDay): string {
  return `${id}-${day}`;
}

/**
 * One date of a repeating event as an event of its own: as `event`, on the day on which the rule has it, or where it was
 * moved to, with that day as its earlier date.
 */
export function occurrenceOf(
  event: ListEvent,
  day: LocalDay,
  given: Occurrence | undefined,
  source: (id: string) => Source,
): ListEvent {
  const { moved, cancelled, certainty, certaintyNote, outcome } = given ?? {};
  const dateOf = (date: ClaimDate | null) => (date === null ? null : moveTo(date, moved ?? day));
  return {
    ...event,
    id: occurrenceId(event.id, day),
    series: event.id,
    certainty: cancelled ? 'cancelled' : (certainty ?? event.certainty),
    certaintyNote: certaintyNote ?? event.certaintyNote,
    claims: event.claims.map((claim) => ({ ...claim, date: dateOf(claim.date) })),
    history: moved === undefined ? event.history : [{ label: null, day, source: null }],
    outcome:
      outcome === undefined
        ? event.outcome
        : {
            what: outcome.what,
            day: outcome.day ?? null,
            source: outcome.source === undefined ? null : source(outcome.source),
          },
  };
}

/** The same date on another day; a minute keeps its time unless it is given another. */
function moveTo(date: ClaimDate, to: string): ClaimDate {
  const { role, approximate } = date;
  const minute = readMinute(to)?.minute;
  if (minute !== undefined) return { role, approximate, precision: 'minute', minute };
  return date.precision === 'minute'
    ? { role, approximate, precision: 'minute', minute: `${to}T${date.minute.slice(11)}` }
    : { role, approximate, precision: 'day', day: to };
}
