import type { Instant } from '../model/date.ts';
import type { Edge } from '../model/edge.ts';
import { type EventId, isCalledOff, type ListEvent } from '../model/event.ts';
import { makeSpanFinder } from '../plan/claims/date-span.ts';
import type { Publication, PublicEntry } from './publication.ts';

/** An entry with the date that stands for it, and whether that is ahead, under way, open or past. */
export type PlacedEntry = {
  readonly entry: PublicEntry;
  /** `null` where it has no exact date. */
  readonly edge: Edge | null;
  readonly phase: 'ahead' | 'under way' | 'open' | 'past';
};

/** The entries of a publication by what is ahead, soonest first; what has no exact date; and what is past, newest first. */
export function sortEntries(
  { entries, now }: Pick<Publication, 'entries' | 'now'>,
  events: ReadonlyMap<EventId, ListEvent>,
): {
  readonly ahead: readonly PlacedEntry[];
  readonly open: readonly PlacedEntry[];
  readonly past: readonly PlacedEntry[];
} {
  const spanOf = makeSpanFinder(events);
  const placed = entries.map((entry) => place(entry, spanOf(entry.event.id).over, now));
  const anchor = ({ edge }: PlacedEntry) => edge?.anchor ?? 0;
  const over = ({ entry }: PlacedEntry) => spanOf(entry.event.id).order ?? 0;
  return {
    ahead: placed
      .filter(({ phase }) => phase === 'ahead' || phase === 'under way')
      .toSorted((a, b) => anchor(a) - anchor(b)),
    open: placed.filter(({ phase }) => phase === 'open'),
    past: placed.filter(({ phase }) => phase === 'past').toSorted((a, b) => over(b) - over(a)),
  };
}

function place(entry: PublicEntry, over: Instant | null, now: Instant): PlacedEntry {
  const { event, edges } = entry;
  const isOver = event.certainty === 'done' || event.outcome !== null || (over !== null && over <= now);
  const next = edges.find(({ anchor }) => anchor > now) ?? null;
  if (isOver) return { entry, edge: edges.at(-1) ?? null, phase: 'past' };
  if (next !== null) return { entry, edge: next, phase: 'ahead' };
  const last = edges.at(-1) ?? null;
  if (last !== null) return { entry, edge: last, phase: 'under way' };
  return { entry, edge: null, phase: isCalledOff(event.certainty) ? 'past' : 'open' };
}
