import type { Instant } from '../../model/date.ts';
import type { Moment } from '../../model/moment.ts';
import { isSwitchedOff, type SkipReason } from '../../model/post.ts';
import type { Subscriber, Subscription } from '../../model/subscription.ts';
import { type Grace, judgeLateness } from './decide-send.ts';
import type { AgendaEntry } from './derive-agenda.ts';
import { isInPause } from './judge-silence.ts';
import { isMuted, passesFilter } from './match-filter.ts';
import { chooseNearest } from './order-reminders.ts';

/**
 * The plan for a window: reminders at their instants, late ones in one post per channel, and those not sent, with why.
 */
export type WindowPlan = {
  readonly remind: readonly Moment[];
  readonly catchUp: readonly Moment[];
  readonly skip: readonly { readonly moment: Moment; readonly reason: SkipReason }[];
};

/**
 * Decides for everything due in a window (product rules 4, 6, 10 and 11). Pure: the same entries and `now` give the
 * same plan, and every moment of the window is in it exactly once. `pausedUntil` returns when a server's pause ends, or
 * ended: anything due before that is never posted.
 */
export function planWindow(
  entries: readonly AgendaEntry[],
  now: Instant,
  grace: Grace,
  pausedUntil: (owner: Subscriber) => Instant | null = () => null,
): WindowPlan {
  const remind: Moment[] = [];
  const catchUp: Moment[] = [];
  const skip: { moment: Moment; reason: SkipReason }[] = [];
  for (const [subscription, mine] of bySubscription(entries)) {
    const nearest = chooseNearest(
      mine.filter((entry) => !entry.merged),
      edgeKey,
    );
    const pauseEnd = pausedUntil(subscription.owner);
    for (const entry of mine) {
      const moment = momentOf(entry, subscription);
      const silent = isInPause(pauseEnd, entry.due) || isSilenced(entry, subscription);
      const reason = silent ? 'muted' : skipReason(entry, nearest, now, grace);
      if (reason !== null) skip.push({ moment, reason });
      else if (judgeLateness(entry, now, grace) === 'beyond grace') catchUp.push(moment);
      else remind.push(moment);
    }
  }
  return { remind, catchUp, skip };
}

/** A lead that is due as one channel's moment. */
export function momentOf(entry: AgendaEntry, subscription: Subscription): Moment {
  const { event, edge, sourceDate, lead, due, anchor } = entry;
  return { event, edge, sourceDate, lead, due, anchor, owner: subscription.owner, channel: subscription.channel };
}

/** Whether the subscription is switched off, or this one event muted in it. */
function isSilenced(entry: AgendaEntry, { paused, filter }: Subscription): boolean {
  return isSwitchedOff(paused) || isMuted(filter, entry.event);
}

function skipReason(
  entry: AgendaEntry,
  nearest: ReadonlyMap<string, AgendaEntry>,
  now: Instant,
  grace: Grace,
): SkipReason | null {
  if (entry.merged) return 'same instant';
  if (nearest.get(edgeKey(entry)) !== entry) return 'superseded';
  return judgeLateness(entry, now, grace) === 'past anchor' ? 'too late' : null;
}

/**
 * Yields each subscription with the entries that it lets through, muted ones included, but none due before its window
 * began.
 */
function* bySubscription(entries: readonly AgendaEntry[]): Generator<[Subscription, AgendaEntry[]]> {
  const groups = new Map(entries.map((entry) => [entry.group, [] as AgendaEntry[]]));
  for (const entry of entries) groups.get(entry.group)?.push(entry);
  for (const [group, all] of groups) {
    for (const subscription of group.subscriptions) {
      const mine = all.filter((entry) => entry.due > subscription.since && passesFilter(subscription.filter, entry.of));
      if (mine.length > 0) yield [subscription, mine];
    }
  }
}

function edgeKey(entry: AgendaEntry): string {
  return `${entry.event}|${entry.edge}`;
}
