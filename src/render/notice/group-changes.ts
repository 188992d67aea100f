import { CHANGE_KINDS, type EventChange } from '../../model/change.ts';
import type { EventId } from '../../model/event.ts';

/** All changes of one event, most important first: one card, and one clause on the lock screen. */
export type ChangedEvent = {
  readonly id: EventId;
  readonly main: EventChange;
  readonly changes: readonly EventChange[];
};

/** Changes by event, most urgent first: by kind, then the nearest date, then the id, to be stable. */
export function groupChanges(changes: readonly EventChange[]): ChangedEvent[] {
  const byEvent = new Map<EventId, EventChange[]>();
  for (const change of changes) byEvent.set(change.event, [...(byEvent.get(change.event) ?? []), change]);
  return [...byEvent.entries()]
    .flatMap(([id, all]) => {
      const [main, ...beside] = all.toSorted((a, b) => rank(a) - rank(b));
      return main === undefined ? [] : [{ id, main, changes: [main, ...beside] }];
    })
    .sort((a, b) => rank(a.main) - rank(b.main) || dateOf(a.main) - dateOf(b.main) || (a.id < b.id ? -1 : 1));
}

function rank(change: EventChange): number {
  return CHANGE_KINDS.indexOf(change.kind);
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
