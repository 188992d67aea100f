import { indexSteps, type ListIndex } from '../list/index/index-list.ts';
import type { Edge } from '../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../model/event.ts';
import { makeSpanFinder } from '../plan/claims/date-span.ts';
import { deriveEdges } from '../plan/claims/derive-edges.ts';
import { resolveAfter } from '../plan/claims/resolve-after.ts';
import type { DatedEvent } from '../plan/reminders/derive-agenda.ts';
import { type Machine, runAtOnce, runInSlices } from '../time/machine.ts';

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
  /** The index in which answers and boards look things up; made at its first use. */
  index(): ListIndex;
  /** Makes the index in slices of at most 8 ms, so that the first answer has nothing to wait for. */
  prepareIndex(machine: Machine): Promise<void>;
};

/** Derives the edges of every event of a list at once: for places where nothing else waits. */
export function makeCatalogue(list: EventList): Catalogue {
  return runAtOnce(deriveSteps(list));
}

/** The same in slices of at most 8 ms, for a program that is answering and sending meanwhile. */
export function makeCatalogueGently(list: EventList, machine: Machine): Promise<Catalogue> {
  return runInSlices(deriveSteps(list), machine);
}

function* deriveSteps(asRead: EventList): Generator<void, Catalogue> {
  const list = yield* resolveAfter(asRead);
  const edges: (readonly Edge[])[] = [];
  for (const event of list.events) {
    edges.push(deriveEdges(event));
    yield;
  }
  return assemble(list, edges);
}

function assemble(list: EventList, edges: readonly (readonly Edge[])[]): Catalogue {
  const all = list.events.map((event, index) => ({ event, edges: edges[index] ?? [] }));
  const byId = new Map(all.map((dated) => [dated.event.id, dated]));
  const events = new Map(list.events.map((event) => [event.id, event]));
  const steps = () => indexSteps(list, { edges: (id) => byId.get(id)?.edges ?? [], span: makeSpanFinder(events) });
  let index: ListIndex | null = null;
  return {
    list,
    events,
    all,
    dated: all.filter((event) => event.edges.length > 0),
    find: (id) => byId.get(id) ?? null,
    index() {
      index ??= runAtOnce(steps());
      return index;
    },
    async prepareIndex(machine) {
      index ??= await runInSlices(steps(), machine);
    },
  };
}
