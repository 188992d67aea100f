import type { Instant } from '../../model/date.ts';
import { type Edge, type EdgeName, isSameDate } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { leadName } from '../../model/lead.ts';
import type { Moment, Occasion } from '../../model/moment.ts';
import type { SkipReason } from '../../model/post.ts';
import type {
  ChosenLeads,
  EventFilter,
  LeadDefaults,
  Subscription,
  SubscriptionClock,
} from '../../model/subscription.ts';
import { type AgendaEntry, type DatedEvent, entriesOf } from './derive-agenda.ts';
import { leadsFor } from './derive-due-leads.ts';
import { clockIn } from './group-clocks.ts';
import { isInPause } from './judge-silence.ts';
import { isMuted, passesFilter, restsBecause, wantsEvent } from './match-filter.ts';
import { isNearer } from './order-reminders.ts';
import { momentOf } from './plan-window.ts';

/** An earlier decision for one lead of one edge in the channel concerned. */
export type KnownMoment = Occasion & {
  readonly event: string;
  readonly edge: EdgeName;
  readonly sourceDate: string;
  /** When it was due; for a notice, when it was posted. */
  readonly due: Instant;
  /** True when it was sent, or perhaps sent, or is about to be. */
  readonly announced: boolean;
};

/** The cause of a change: the subscription is new or resumed, it was changed, or the list (or its defaults) was. */
export type Change =
  | { readonly cause: 'created' }
  | { readonly cause: 'changed'; readonly before: EventFilter; readonly asked: ChosenLeads }
  /** `defaults`: those before, where the leads of subscriptions that name none are others now. */
  | { readonly cause: 'list'; readonly defaults?: LeadDefaults };

/** The plan for one channel after a change. */
export type ChangePlan = {
  readonly addLate: readonly Moment[];
  readonly skip: readonly { readonly moment: Moment; readonly reason: SkipReason }[];
};

/**
 * Settles a change for one subscription (product rule 9): for every edge whose anchor is still ahead, each lead due at
 * or before `now` that has no row gets one. The nearest is posted as added late, unless a nearer one was sent; the
 * farther ones are skipped. Nothing is posted that nobody asked for when it was due: a new or resumed subscription posts
 * nothing from before it began, and other leads nothing from before they were chosen. Where a notice of
 * the same change reports the date, it stands for the nearest lead, and nothing is added besides it. Leads of muted
 * events, or within a pause of the server, get their rows and are never made up for.
 */
export function settleChange(request: {
  readonly subscription: Subscription;
  readonly clock: SubscriptionClock;
  readonly change: Change;
  readonly dated: readonly DatedEvent[];
  readonly defaults: LeadDefaults;
  readonly known: readonly KnownMoment[];
  /** Edges, as `event|edge`, whose date a notice to this channel reports now; none where there is no notice. */
  readonly noticed?: ReadonlySet<string>;
  /** The end of the server's pause; `null` or left out where it has none. */
  readonly pausedUntil?: Instant | null;
  /**
   * The end of the last window; `now` if left out. An anchor since then is included: the change kept the tick from
   * leads that fell due before it, so that nothing else gives them a row (rule 11).
   */
  readonly after?: Instant;
  readonly now: Instant;
}): ChangePlan {
  const { subscription, change, now } = request;
  const after = Math.min(request.after ?? now, now);
  const addLate: Moment[] = [];
  const skip: { moment: Moment; reason: SkipReason }[] = [];
  if (subscription.paused !== null) return { addLate, skip };
  const group = { clock: request.clock, subscriptions: [subscription] };
  const inPause = isInPause(request.pausedUntil, now);
  const rows = Map.groupBy(request.known, ({ event }) => event);
  const begun = change.cause === 'list' ? now : subscription.since;

  for (const { event, edges } of request.dated) {
    if (restsBecause(event) !== null || !passesFilter(subscription.filter, event)) continue;
    const silent = inPause || isMuted(subscription.filter, event.id);
    for (const edge of edges) {
      if (edge.anchor <= after) continue;
      const date = { edge: edge.name, sourceDate: edge.sourceDate };
      const known = (rows.get(edge.event) ?? []).filter((row) => isSameDate(row, date));
      const missing = entriesOf(event, edge, group, request.defaults).filter(
        (entry) =>
          entry.due <= now && !known.some((row) => row.lead !== null && leadName(row.lead) === leadName(entry.lead)),
      );
      const asked = askedBefore(request, event, edge);
      // A lead that fell due after it was asked for is owed, even where a crash kept this from being settled at once.
      const isPast = (entry: AgendaEntry) => entry.due <= begun && !asked.has(leadName(entry.lead));
      const owed = missing.filter((entry) => !isPast(entry));
      const nearest = silent
        ? null
        : nearestToAdd(
            owed,
            known.filter((row) => row.announced),
          );
      for (const entry of missing) {
        const moment = momentOf(entry, subscription);
        const past = isPast(entry) ? (change.cause === 'created' ? 'before subscription' : 'not asked for then') : null;
        if (entry !== nearest) skip.push({ moment, reason: past ?? skipReason(entry.merged, silent) });
        else if (request.noticed?.has(`${edge.event}|${edge.name}`)) skip.push({ moment, reason: 'told by notice' });
        else addLate.push(moment);
      }
    }
  }
  return { addLate, skip };
}

/** The names of the leads that were asked for before the change, for one edge; none where the event was not wanted. */
function askedBefore(
  { change, clock, defaults }: Pick<Parameters<typeof settleChange>[0], 'change' | 'clock' | 'defaults'>,
  event: ListEvent,
  edge: Edge,
): ReadonlySet<string> {
  const names = (by: SubscriptionClock, or: LeadDefaults) => new Set(leadsFor(event, edge, by, or).map(leadName));
  if (change.cause === 'list') return names(clock, change.defaults ?? defaults);
  if (change.cause === 'created' || !wantsEvent(change.before, event)) return new Set();
  return names(clockIn({ ...change.asked, filter: change.before }, clock.zone, clock.postingTime), defaults);
}

function skipReason(isMerged: boolean, isSilent: boolean): SkipReason {
  if (isMerged) return 'same instant';
  return isSilent ? 'muted' : 'before change';
}

/** The nearest missing lead, unless a nearer one was sent. */
export function nearestToAdd(missing: readonly AgendaEntry[], announced: readonly KnownMoment[]): AgendaEntry | null {
  const own = missing.filter((entry) => !entry.merged);
  const nearest = own.reduce<AgendaEntry | null>(
    (best, entry) => (best === null || isNearer(entry, best) ? entry : best),
    null,
  );
  if (nearest === null) return null;
  return announced.some((row) => isCovered(nearest, row)) ? null : nearest;
}

/**
 * Whether an earlier message covers a lead. A notice showed the date when it was posted: any lead due by then is
 * farther.
 */
function isCovered(entry: AgendaEntry, { lead, due }: KnownMoment): boolean {
  return lead === null ? entry.due <= due : !isNearer(entry, { lead, due });
}
