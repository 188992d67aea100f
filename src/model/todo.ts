import type { LocalDay } from './date.ts';
import type { EventId, Origin } from './event.ts';

/** Days for which an entry stays fresh after it was last verified (product rule 17). */
export const FRESH_DAYS = 14;

/** A task for the maintainers of the list (product rules 16 and 17). */
export type Todo = {
  readonly event: EventId;
  readonly title: string;
  readonly what: 'no outcome' | 'not verified' | 'hangs on';
  /** For `hangs on`: the entry that was called off or has moved. */
  readonly on?: { readonly event: EventId; readonly title: string };
  /**
   * For `no outcome` the last day of its dates, for `not verified` the day of the nearest one ahead, for `hangs on` the day
   * of the report that changed the other.
   */
  readonly day: LocalDay;
  /** When somebody last checked the entry; `null` for never. */
  readonly verified: LocalDay | null;
  readonly origin: Origin;
};

/** Returns the key that makes a to-do unique: a date that moves makes another. */
export function todoKey({ event, what, on, day }: Todo): string {
  return on === undefined ? `${event} ${what} ${day}` : `${event} ${what} ${on.event} ${day}`;
}
