import type { Edge } from '../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../model/event.ts';
import type { DatedEvent } from '../plan/derive-agenda.ts';
import { deriveEdges } from '../plan/derive-edges.ts';

/** The last good list with its edges, derived once. */
export type Catalogue = {
  readonly list: EventList;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  /** Every event with its edges, in the order of the list. */
  readonly all: readonly DatedEvent[];
  /** Those that have an edge. */
  readonly dated: readonly DatedEvent[];
  /** An event with its edges, soonest first; `null` when the list has no such event. */
  find(id: EventId): DatedEvent | null;
};

/** Derives the edges of every event of a list. */
export function makeCatalogue(list: EventList): Catalogue {
  const events = new Map(list.events.map((event) => [event.id, event]));
  const edges = new Map<EventId, readonly Edge[]>(list.events.map((event) => [event.id, deriveEdges(event)]));
  const all = list.events.map((event) => ({ event, edges: edges.get(event.id) ?? [] }));
  return {
    list,
    events,
    all,
    dated: all.filter((event) => event.edges.length > 0),
    find(id) {
      const event = events.get(id);
      return event === undefined ? null : { event, edges: edges.get(id) ?? [] };
    },
  };
}
