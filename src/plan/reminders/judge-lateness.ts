import type { Instant } from '../../model/date.ts';
import { leadMinutes } from '../../model/lead.ts';
import type { DueLead } from '../../model/moment.ts';

/** The lateness of a reminder at the moment it would be sent (product rule 10). */
export type Timeliness = 'on time' | 'late' | 'beyond grace' | 'past anchor';

/** Grace, in milliseconds of world time. */
export type Grace = {
  /** The longest grace of any lead. */
  readonly most: number;
  /** The grace of `at`. */
  readonly at: number;
};

/** Product rule 10: at most six hours; fifteen minutes for `at`. */
export const DEFAULT_GRACE: Grace = { most: 6 * 3_600_000, at: 15 * 60_000 };

/**
 * Up to here a reminder is on time, and no lateness is shown: a burst at Discord's limit of 50 a second may take a
 * minute, and a message says "in 2 days", not seconds.
 */
export const ON_TIME_MS = 2 * 60_000;

/**
 * Judges the lateness of one due lead at `now`. Grace is half the lead, for `0d` the most there is, and never reaches
 * past the anchor.
 */
export function judgeLateness(due: Pick<DueLead, 'lead' | 'due' | 'anchor'>, now: Instant, grace: Grace): Timeliness {
  const lateBy = now - due.due;
  const isAt = due.lead.unit === 'minutes' && due.lead.count === 0;
  if (isAt) return lateBy > grace.at ? 'past anchor' : lateBy > ON_TIME_MS ? 'late' : 'on time';
  // A day lead may fall on the anchor itself (09:00 in Seoul for an event that opens there at 09:00); no tick is that
  // punctual.
  const isOnAnchor = due.due === due.anchor && lateBy <= ON_TIME_MS;
  if (now > due.anchor && !isOnAnchor) return 'past anchor';
  if (lateBy <= ON_TIME_MS) return 'on time';
  const half = (leadMinutes(due.lead) * 60_000) / 2;
  return lateBy <= (half === 0 ? grace.most : Math.min(half, grace.most)) ? 'late' : 'beyond grace';
}
