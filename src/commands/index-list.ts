import type { Edge } from '../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../model/event.ts';
import { foldText } from '../model/fold-text.ts';
import { type DateSpan, spanOf } from './date-span.ts';

/** An event with what answers look up again and again. */
export type ListedEvent = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  readonly span: DateSpan;
  /** Title and id, folded for searching. */
  readonly search: string;
};

/** An edge with the event it belongs to. */
export type ListedEdge = { readonly listed: ListedEvent; readonly edge: Edge };

/** A list, made ready for answers. Nothing in it depends on the present instant. */
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

const INDEXES = new WeakMap<EventList, ListIndex>();

/**
 * The index of a list, built once per list object and let go with it. With 10,000 events the first call costs some
 * hundred milliseconds, most of it in `edges`: the app calls it once for each new list, before that list is in force.
 */
export function indexList(list: EventList, edges: (event: EventId) => readonly Edge[]): ListIndex {
  const known = INDEXES.get(list);
  if (known) return known;
  const index = buildIndex(list, edges);
  INDEXES.set(list, index);
  return index;
}

function buildIndex(list: EventList, edges: (event: EventId) => readonly Edge[]): ListIndex {
  const events = new Map(list.events.map((event) => [event.id, event]));
  const findSpan = spanFinder(events);
  const listed = list.events.map((event) => ({
    event,
    edges: edges(event.id),
    span: findSpan(event.id),
    search: foldText(`${event.title} ${event.id}`),
  }));
  return {
    byId: new Map(listed.map((entry) => [entry.event.id, entry])),
    edges: listed
      .flatMap((entry) => entry.edges.map((edge) => ({ listed: entry, edge })))
      .sort((a, b) => a.edge.anchor - b.edge.anchor),
    endings: [...listed].sort((a, b) => (b.span.order ?? LAST) - (a.span.order ?? LAST)),
    topics: [...new Set(list.events.flatMap((event) => event.topics))].sort(),
    kinds: [...new Set(list.events.map((event) => event.kind))].sort(),
    regions: [...new Set(list.events.flatMap((event) => event.regions))].sort(),
    events,
  };
}

/** Below every instant that a list can name; not infinite, since two of them are subtracted from each other. */
const LAST = Number.MIN_SAFE_INTEGER;

/** Finds the span of events, each once; a circle of "during" gives an unknown one instead of an endless search. */
function spanFinder(events: ReadonlyMap<EventId, ListEvent>): (id: EventId) => DateSpan {
  const found = new Map<EventId, DateSpan>();
  const find = (id: EventId): DateSpan => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const unknown = { over: null, order: null };
    found.set(id, unknown);
    const event = events.get(id);
    const span = event ? spanOf(event, find) : unknown;
    found.set(id, span);
    return span;
  };
  return find;
}
