import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Defaults } from '../../model/subscription.ts';
import type { DatedEvent } from './derive-agenda.ts';
import { deriveDueLeads, leadsFor } from './derive-due-leads.ts';
import { restsBecause } from './match-filter.ts';

/** A reminder that a channel without choices of its own would get. */
type NextReminder = { readonly due: Instant; readonly event: ListEvent; readonly edge: Edge };

/** The dates of one file that are still ahead, and the next reminders of them. */
export type FileAhead = { readonly file: string; readonly dates: number; readonly next: readonly NextReminder[] };

const MOST = 3;

/**
 * Lists for each file how many dates are ahead of `now`, and the next three reminders by the default leads, zone and
 * posting time. Dates of events that are called off or over bring none.
 */
export function listAhead(
  files: readonly string[],
  dated: readonly DatedEvent[],
  { zone, postingTime, leads }: Defaults,
  now: Instant,
): FileAhead[] {
  const clock = { zone, postingTime, leads: null };
  const byFile = Map.groupBy(dated, ({ event }) => event.origin.file);
  return files.map((file) => {
    const living = (byFile.get(file) ?? []).filter(({ event }) => restsBecause(event) === null);
    const ahead = living.flatMap(({ event, edges }) =>
      edges.flatMap((edge) => (edge.anchor > now ? [{ event, edge }] : [])),
    );
    const next = ahead.flatMap(({ event, edge }) =>
      deriveDueLeads(edge, leadsFor(event, edge, clock, leads), clock).due.flatMap(({ due }) =>
        due > now ? [{ due, event, edge }] : [],
      ),
    );
    return { file, dates: ahead.length, next: next.sort((a, b) => a.due - b.due).slice(0, MOST) };
  });
}
