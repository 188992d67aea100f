import type { Edge } from '../../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../../model/event.ts';
import { foldText } from '../../model/fold-text.ts';
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
 * The index of a list, built once per list object and let go with it. With 10,000 events that takes some hundred
 * milliseconds; the app has it built piece by piece (`indexSteps`) for each new list, before that list is in force.
 */
export function indexList(list: EventList, edges: (event: EventId) => readonly Edge[]): ListIndex {
  const known = INDEXES.get(list);
  if (known) return known;
  const steps = indexSteps(list, edges);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Builds the index in steps of well below a millisecond, but for the sorting at the end; then `indexList` has it. */
export function* indexSteps(list: EventList, edges: (event: EventId) => readonly Edge[]): Generator<void, ListIndex> {
  const events = new Map(list.events.map((event) => [event.id, event]));
  yield;
  const findSpan = spanFinder(events);
  const listed: ListedEvent[] = [];
  for (const event of list.events) {
    const search = foldText(`${event.title} ${event.id}`);
    listed.push({ event, edges: edges(event.id), span: findSpan(event.id), search });
    yield;
  }
  const soonest = listed.flatMap((entry) => entry.edges.map((edge) => ({ listed: entry, edge })));
  soonest.sort((a, b) => a.edge.anchor - b.edge.anchor);
  yield;
  const endings = [...listed].sort((a, b) => (b.span.order ?? LAST) - (a.span.order ?? LAST));
  yield;
  const index = {
    byId: new Map(listed.map((entry) => [entry.event.id, entry])),
    edges: soonest,
    endings,
    topics: [...new Set(list.events.flatMap((event) => event.topics))].sort(),
    kinds: [...new Set(list.events.map((event) => event.kind))].sort(),
    regions: [...new Set(list.events.flatMap((event) => event.regions))].sort(),
    events,
  };
  INDEXES.set(list, index);
  return index;
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
