import type { Instant, LocalDay } from '../../model/date.ts';
import type { EventList, ListEvent } from '../../model/event.ts';
import { localDay } from '../../time/local.ts';

/** Something that an entry says was published, or checked, on a day that has begun nowhere yet. */
export type FutureDay = {
  readonly event: ListEvent;
  /** The source whose claim it is; `null` for the day on which the entry was checked. */
  readonly source: string | null;
  readonly day: LocalDay;
};

/** The place where days begin first. */
const FIRST = 'UTC+14';

/** Finds claims that are published in the future, and entries that are checked in it (product rule 5): slips of a pen. */
export function findFuture({ events }: EventList, now: Instant): FutureDay[] {
  const today = localDay(now, FIRST);
  return events.flatMap((event) => [
    ...event.claims.flatMap(({ published, source }) =>
      published !== null && published > today ? [{ event, source: source.name, day: published }] : [],
    ),
    ...(event.lastVerified !== null && event.lastVerified > today
      ? [{ event, source: null, day: event.lastVerified }]
      : []),
  ]);
}
