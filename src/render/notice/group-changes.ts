import { CHANGE_KINDS, type ChangeKind, type EventChange } from '../../model/change.ts';
import { type EventId, IMPORTANCES, type ListEvent } from '../../model/event.ts';

/** All changes of one event, most important first: one card, and one clause on the lock screen. */
export type ChangedEvent = {
  readonly id: EventId;
  readonly main: EventChange;
  readonly changes: readonly EventChange[];
};

/**
 * Changes by event: the most important event first, then by the kind of change, the nearest date, and the id, to be stable.
 * A cancellation or an outcome leads the changes of its event, since it settles them.
 */
export function groupChanges(
  changes: readonly EventChange[],
  events: ReadonlyMap<EventId, Pick<ListEvent, 'importance'>>,
): ChangedEvent[] {
  const weight = (id: EventId) => IMPORTANCES.indexOf(events.get(id)?.importance ?? 'normal');
  const byEvent = new Map<EventId, EventChange[]>();
  for (const change of changes) byEvent.set(change.event, [...(byEvent.get(change.event) ?? []), change]);
  return [...byEvent.entries()]
    .flatMap(([id, all]) => {
      const [main, ...beside] = all.toSorted((a, b) => rankWithin(a) - rankWithin(b));
      return main === undefined ? [] : [{ id, main, changes: [main, ...beside] }];
    })
    .sort(
      (a, b) =>
        weight(a.id) - weight(b.id) ||
        rank(a.main) - rank(b.main) ||
        dateOf(a.main) - dateOf(b.main) ||
        (a.id < b.id ? -1 : 1),
    );
}

function rank(change: EventChange): number {
  return CHANGE_KINDS.indexOf(change.kind);
}

/** The kinds that settle an event, and so lead its other changes. */
const SETTLING: readonly ChangeKind[] = ['outcome', 'postponed', 'cancelled'];

function rankWithin(change: EventChange): number {
  return SETTLING.includes(change.kind) ? -1 - SETTLING.indexOf(change.kind) : rank(change);
}

function dateOf({ before, after }: EventChange): number {
  return after?.anchor ?? before?.anchor ?? Number.MAX_SAFE_INTEGER;
}

const WITHOUT_DATE: readonly EventChange['kind'][] = ['outcome', 'new', 'removed', 'text only'];

/** How several changes are counted in one line. */
export type ChangeCount = { readonly count: number; readonly of: 'dates' | 'new' | 'outcomes' | 'changes' };

/** Counts dates where every event's date or its certainty changed: two edges of one event are two dates. */
export function countChanges(groups: readonly ChangedEvent[]): ChangeCount {
  const kinds = new Set(groups.map(({ main }) => main.kind));
  const events = groups.length;
  if (kinds.size === 1 && kinds.has('new')) return { count: events, of: 'new' };
  if (kinds.size === 1 && kinds.has('outcome')) return { count: events, of: 'outcomes' };
  if (WITHOUT_DATE.some((kind) => kinds.has(kind))) return { count: events, of: 'changes' };
  const edges = groups.map(({ changes }) => new Set(changes.flatMap(({ edge }) => edge ?? [])).size);
  return { count: edges.reduce((sum, moved) => sum + Math.max(1, moved), 0), of: 'dates' };
}
