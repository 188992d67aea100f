import type { Instant } from '../../model/date.ts';
import { type EdgeName, isSameDate } from '../../model/edge.ts';
import { leadName } from '../../model/lead.ts';
import type { Moment, Occasion } from '../../model/moment.ts';
import type { SkipReason } from '../../model/post.ts';
import type { EventFilter, LeadDefaults, Subscription, SubscriptionClock } from '../../model/subscription.ts';
import { type AgendaEntry, type DatedEvent, entriesOf } from './derive-agenda.ts';
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
  | { readonly cause: 'changed'; readonly before: EventFilter }
  | { readonly cause: 'list' };

/** The plan for one channel after a change. */
export type ChangePlan = {
  readonly addLate: readonly Moment[];
  readonly skip: readonly { readonly moment: Moment; readonly reason: SkipReason }[];
};

/**
 * Settles a change for one subscription (product rule 9): for every edge whose anchor is still ahead, each lead due at
 * or before `now` that has no row gets one. The nearest is posted as added late, unless a nearer one was sent; the
 * farther ones are skipped. A new or resumed subscription posts nothing that was due before it began. Where a notice of
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

  for (const { event, edges } of request.dated) {
    if (restsBecause(event) !== null || !passesFilter(subscription.filter, event)) continue;
    const silent = inPause || isMuted(subscription.filter, event.id);
    const isNew = change.cause === 'created' || (change.cause === 'changed' && !wantsEvent(change.before, event));
    for (const edge of edges) {
      if (edge.anchor <= after) continue;
      const date = { edge: edge.name, sourceDate: edge.sourceDate };
      const known = (rows.get(edge.event) ?? []).filter((row) => isSameDate(row, date));
      const missing = entriesOf(event, edge, group, request.defaults).filter(
        (entry) =>
          entry.due <= now && !known.some((row) => row.lead !== null && leadName(row.lead) === leadName(entry.lead)),
      );
      // A lead that fell due after the subscription began is owed, even where a crash kept this from being settled at
      // once.
      const isPast = (entry: AgendaEntry) => isNew && entry.due <= subscription.since;
      const owed = missing.filter((entry) => !isPast(entry));
      const nearest = silent
        ? null
        : nearestToAdd(
            owed,
            known.filter((row) => row.announced),
          );
      for (const entry of missing) {
        const moment = momentOf(entry, subscription);
        if (entry !== nearest) skip.push({ moment, reason: skipReason(isPast(entry), entry.merged, silent) });
        else if (request.noticed?.has(`${edge.event}|${edge.name}`)) skip.push({ moment, reason: 'told by notice' });
        else addLate.push(moment);
      }
    }
  }
  return { addLate, skip };
}

function skipReason(isPast: boolean, isMerged: boolean, isSilent: boolean): SkipReason {
  if (isPast) return 'before subscription';
  if (isMerged) return 'same instant';
  return isSilent ? 'muted' : 'before change';
}

/** The nearest missing lead, unless a nearer one was sent. */
function nearestToAdd(missing: readonly AgendaEntry[], announced: readonly KnownMoment[]): AgendaEntry | null {
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
