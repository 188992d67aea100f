import { DAY_MS, type Instant } from '../../model/date.ts';
import type { ListEvent } from '../../model/event.ts';
import { isSwitchedOff } from '../../model/post.ts';
import type { LeadDefaults, Subscriber, Subscription } from '../../model/subscription.ts';
import { type AgendaEntry, type DatedEvent, deriveAgenda } from './derive-agenda.ts';
import type { ClockGroup } from './group-clocks.ts';
import { isInPause } from './judge-silence.ts';
import { isMuted, passesFilter } from './match-filter.ts';

/** One reminder to come, with the subscriptions that it is for. */
export type NextReminder = Pick<AgendaEntry, 'due' | 'edge' | 'lead' | 'anchor'> & {
  readonly event: ListEvent;
  readonly subscriptions: readonly Subscription[];
};

/** Most reminders lie in the first of these spans; a list of few dates is looked through to its end. */
const SPANS_MS = [2 * DAY_MS, 30 * DAY_MS, 400 * DAY_MS, 20 * 365 * DAY_MS];

/**
 * Lists the next `count` reminders after `now` over all subscriptions, soonest first: those of one instant and date are
 * one. It yields often, since it may look at every date of the list.
 */
export function* listNext(
  source: {
    readonly dated: readonly DatedEvent[];
    readonly groups: readonly ClockGroup[];
    readonly leads: LeadDefaults;
  },
  now: Instant,
  count: number,
  pausedUntil: (owner: Subscriber) => Instant | null,
): Generator<void, readonly NextReminder[]> {
  const groups = source.groups.filter(({ subscriptions }) =>
    subscriptions.some(({ paused }) => !isSwitchedOff(paused)),
  );
  let found: readonly NextReminder[] = [];
  if (groups.length === 0) return found;
  for (const span of SPANS_MS) {
    const { entries } = yield* deriveAgenda(source.dated, groups, source.leads, { from: now, to: now + span });
    found = yield* gather(entries, count, pausedUntil);
    if (found.length >= count) break;
  }
  return found;
}

/** Joins the entries of one instant and date, without those that nobody gets; stops at the `count`th. */
function* gather(
  entries: readonly AgendaEntry[],
  count: number,
  pausedUntil: (owner: Subscriber) => Instant | null,
): Generator<void, readonly NextReminder[]> {
  const found = new Map<string, NextReminder>();
  let last = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    if (entry.due > last) break;
    if (entry.merged) continue;
    const subscriptions = entry.group.subscriptions.filter((one) => gets(one, entry, pausedUntil(one.owner)));
    if (subscriptions.length === 0) continue;
    const { due, edge, lead, anchor, of: event } = entry;
    const key = `${due} ${event.id} ${edge}`;
    const known = found.get(key);
    if (known === undefined && found.size === count) continue;
    found.set(key, {
      due,
      edge,
      lead,
      anchor,
      event,
      subscriptions: [...(known?.subscriptions ?? []), ...subscriptions],
    });
    if (found.size === count) last = due;
    yield;
  }
  return [...found.values()];
}

/** Whether a reminder comes as things stand now (the same questions as at its tick). */
function gets(subscription: Subscription, entry: AgendaEntry, pauseEnd: Instant | null): boolean {
  const { filter, paused, since } = subscription;
  if (isSwitchedOff(paused) || entry.due <= since || isInPause(pauseEnd, entry.due)) return false;
  return passesFilter(filter, entry.of) && !isMuted(filter, entry.event);
}
