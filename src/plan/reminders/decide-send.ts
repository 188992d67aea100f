import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { type Lead, leadMinutes } from '../../model/lead.ts';
import type { DueLead } from '../../model/moment.ts';
import { isSwitchedOff, type SkipReason } from '../../model/post.ts';
import type { PingKind, RoleId, Subscription } from '../../model/subscription.ts';
import { isInPause } from './judge-silence.ts';
import { isMuted, passesFilter, restsBecause } from './match-filter.ts';

/** A reserved moment with the event and edge as they stand now; `null` where the list no longer has them. */
export type PendingMoment<Row> = {
  readonly row: Row;
  readonly lead: Lead;
  readonly due: Instant;
  readonly anchor: Instant;
  readonly sourceDate: string;
  readonly event: ListEvent | null;
  readonly edge: Edge | null;
  /** True when a nearer lead of the same edge is due by now in this channel. */
  readonly overtaken: boolean;
};

/** The decision about one moment, just before its post would go out (product rules 8 and 10). */
export type SendDecision =
  | { readonly act: 'send'; readonly late: boolean }
  | { readonly act: 'catch up' }
  | { readonly act: 'skip'; readonly reason: SkipReason };

/**
 * Decides again for one moment. `patient`: a catch-up or a reminder added late, whose lateness is no news.
 * `pausedUntil`: the end of the server's pause, `null` where it has none.
 */
export function decideSend(
  pending: PendingMoment<unknown>,
  subscription: Subscription | null,
  now: Instant,
  grace: Grace,
  patient: boolean,
  pausedUntil: Instant | null = null,
): SendDecision {
  const { event, edge } = pending;
  if (subscription === null) return skip('unsubscribed');
  if (isSwitchedOff(subscription.paused) || isInPause(pausedUntil, now)) return skip('muted');
  if (event === null) return skip('event removed');
  const rest = restsBecause(event);
  if (rest !== null) return skip(rest);
  if (edge === null || edge.sourceDate !== pending.sourceDate) return skip('event moved');
  if (!passesFilter(subscription.filter, event)) return skip('no longer wanted');
  if (isMuted(subscription.filter, event.id)) return skip('muted');
  // The present anchor: a zone or an opening hour may have changed while the date has not.
  const timeliness = judgeLateness({ lead: pending.lead, due: pending.due, anchor: edge.anchor }, now, grace);
  if (timeliness === 'past anchor') return skip('too late');
  if (pending.overtaken) return skip('superseded');
  if (patient) return { act: 'send', late: true };
  if (timeliness === 'beyond grace') return { act: 'catch up' };
  return { act: 'send', late: timeliness === 'late' };
}

function skip(reason: SkipReason): SendDecision {
  return { act: 'skip', reason };
}

/**
 * Decides which role a post pings; `null` for none (product rules 4 and 14): only the first post of a channel and
 * instant pings, and only where at least one of its events, and that event's date, has a certainty that the
 * subscription pings for. A kind of message that the subscription keeps from pinging never does.
 */
export function decidePing(
  events: readonly ListEvent[],
  subscription: Pick<Subscription, 'role' | 'pingFor' | 'pingless'> | null,
  ordinal: number,
  kind: PingKind,
): RoleId | null {
  if (subscription === null || ordinal > 0) return null;
  const { pingFor } = subscription;
  const sure = ({ certainty, dateCertainty }: ListEvent) =>
    pingFor.includes(certainty) && (dateCertainty === null || pingFor.includes(dateCertainty));
  return events.some(sure) ? roleToPing(subscription, kind) : null;
}

/** The role that messages of a kind may ping, where the certainty allows it; `null` for none. */
export function roleToPing({ role, pingless }: Pick<Subscription, 'role' | 'pingless'>, kind: PingKind): RoleId | null {
  return pingless?.includes(kind) === true ? null : role;
}

/** The lateness of a reminder at the moment it would be sent (product rule 10). */
type Timeliness = 'on time' | 'late' | 'beyond grace' | 'past anchor';

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
