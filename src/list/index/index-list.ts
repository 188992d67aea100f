import type { DateSpan, Edge } from '../../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../../model/event.ts';
import { foldText } from '../../model/nearest-word.ts';

/** An event with the data that answers look up again and again. */
export type ListedEvent = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  readonly span: DateSpan;
  /** Title and id, folded for searching. */
  readonly search: string;
};

/** An edge with the event it belongs to. */
export type ListedEdge = { readonly listed: ListedEvent; readonly edge: Edge };

/** A list, indexed for answers. Nothing in it depends on the present instant. */
export type ListIndex = {
  readonly byId: ReadonlyMap<EventId, ListedEvent>;
  /** Every edge, soonest first. */
  readonly edges: readonly ListedEdge[];
  /** Every event by the order of its dates, newest first; those without any date at the end. */
  readonly endings: readonly ListedEvent[];
  readonly topics: readonly string[];
  readonly kinds: readonly string[];
  readonly regions: readonly string[];
  /** For the cards that name other events. */
  readonly events: ReadonlyMap<EventId, ListEvent>;
};

/** Facts derived from the dates of each event before they can be indexed. */
export type DerivedDates = {
  /** Soonest first. */
  edges(event: EventId): readonly Edge[];
  span(event: EventId): DateSpan;
};

/**
 * Builds the index of a list in steps of well below a millisecond, except for the sorting at the end: all of them
 * together take some hundred milliseconds for some thousand events.
 */
export function* indexSteps(list: EventList, dates: DerivedDates): Generator<void, ListIndex> {
  const listed: ListedEvent[] = [];
  for (const event of list.events) {
    const search = foldText(`${event.title} ${event.id}`);
    listed.push({ event, edges: dates.edges(event.id), span: dates.span(event.id), search });
    yield;
  }
  const soonest = listed.flatMap((entry) => entry.edges.map((edge) => ({ listed: entry, edge })));
  soonest.sort((a, b) => a.edge.anchor - b.edge.anchor);
  yield;
  const endings = [...listed].sort((a, b) => (b.span.order ?? LAST) - (a.span.order ?? LAST));
  yield;
  const byId = new Map(listed.map((entry) => [entry.event.id, entry]));
  yield;
  const topics = [...new Set(list.events.flatMap((event) => event.topics))].sort();
  yield;
  return {
    ...{ byId, edges: soonest, endings, topics },
    kinds: [...new Set(list.events.map((event) => event.kind))].sort(),
    regions: [...new Set(list.events.flatMap((event) => event.regions))].sort(),
    events: new Map(list.events.map((event) => [event.id, event])),
  };
}

/** Below every instant that a list can name; not infinite, since two of them are subtracted from each other. */
const LAST = Number.MIN_SAFE_INTEGER;
