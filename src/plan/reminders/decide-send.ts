import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import { isSwitchedOff, type SkipReason } from '../../model/post.ts';
import type { PingKind, RoleId, Subscription } from '../../model/subscription.ts';
import { type Grace, judgeLateness } from './judge-lateness.ts';
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
