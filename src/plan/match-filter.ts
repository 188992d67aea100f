import type { ListEvent } from '../model/event.ts';
import type { EventFilter } from '../model/subscription.ts';

/** Whether a filter wants an event: any of its topics, and its kind; `null` wants all. */
export function wantsEvent(filter: EventFilter, event: ListEvent): boolean {
  const topic = filter.topics === null || filter.topics.some((wanted) => event.topics.includes(wanted));
  return topic && (filter.kinds === null || filter.kinds.includes(event.kind));
}

/** Why nobody is reminded of an event any more; `null` while its dates count. */
export function restsBecause(event: ListEvent): 'event cancelled' | 'event postponed' | 'event over' | null {
  if (event.certainty === 'cancelled') return 'event cancelled';
  if (event.certainty === 'postponed') return 'event postponed';
  return event.certainty === 'done' || event.outcome !== null ? 'event over' : null;
}
