import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { ListedEvent, ListIndex } from './index-list.ts';

/** An event whose next anchor lies ahead. */
export type AheadEvent = { readonly listed: ListedEvent; readonly edge: Edge };

/** The whole list as it stands at one instant: each event is in exactly one part. */
export type OrderedEvents = {
  /** Its last edge is past and it is not over yet: a summit on its second day. Soonest end first. */
  readonly running: readonly ListedEvent[];
  /** Soonest next anchor first. */
  readonly ahead: readonly AheadEvent[];
  /** Still to come without an exact date: by the first day of its week, month or year, then those without any, by title. */
  readonly open: readonly ListedEvent[];
  /** Newest first. */
  readonly past: readonly ListedEvent[];
};

/** Sorts every event of a list into its part at `now`. One pass: some milliseconds for the largest list. */
export function orderEvents(index: ListIndex, now: Instant): OrderedEvents {
  const ahead: AheadEvent[] = [];
  const placed = new Set<ListedEvent>();
  for (let i = firstAfter(index.edges, now); i < index.edges.length; i += 1) {
    const next = index.edges[i];
    if (next === undefined || placed.has(next.listed)) continue;
    if (isFinished(next.listed.event) || isUndated(next.listed.event)) continue;
    placed.add(next.listed);
    ahead.push({ listed: next.listed, edge: next.edge });
  }
  const running: ListedEvent[] = [];
  const open: ListedEvent[] = [];
  const past: ListedEvent[] = [];
  for (const listed of index.endings) {
    if (placed.has(listed)) continue;
    const { event, edges } = listed;
    const { over } = listed.span;
    if (isFinished(event) || event.certainty === 'cancelled') past.push(listed);
    else if (isUndated(event) || over === null) open.push(listed);
    else if (over <= now) past.push(listed);
    else (edges.length > 0 ? running : open).push(listed);
  }
  open.sort((a, b) => orderOf(a) - orderOf(b) || (a.event.title < b.event.title ? -1 : 1));
  return { running: running.reverse(), ahead, open, past };
}

/** By the day on which a span begins; finite, since two of them are subtracted. */
function orderOf({ event, span }: ListedEvent): number {
  return isUndated(event) ? Number.MAX_SAFE_INTEGER : (span.order ?? Number.MAX_SAFE_INTEGER);
}

/** Whether an event is finished, whatever its dates say: it is done, or its outcome is recorded. */
function isFinished(event: ListEvent): boolean {
  return event.certainty === 'done' || event.outcome !== null;
}

/** Whether an event is postponed without a new date: the list may still have the old one, yet nothing is due on it. */
function isUndated(event: ListEvent): boolean {
  return event.certainty === 'postponed';
}

/** The index of the first edge after `now`, in edges sorted by time. */
export function firstAfter(edges: ListIndex['edges'], now: Instant): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle]?.edge.anchor ?? Number.POSITIVE_INFINITY) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The edge that stands for an event that has begun or is over: its last. */
export function lastEdge(listed: ListedEvent): Edge | null {
  return listed.edges.at(-1) ?? null;
}
