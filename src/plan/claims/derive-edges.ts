import { type AnchoredDate, type EdgeKind, firstDay, type Instant, isAnchored, isExact } from '../../model/date.ts';
import { type Edge, edgeName } from '../../model/edge.ts';
import type { Claim, ListEvent } from '../../model/event.ts';
import { atLocal, atLocalMinute, endOfDay, startOfDay } from '../../time/local.ts';
import { followedClaims } from './choose-claim.ts';

/** The hour of an opening day's anchor where the list gives none (product rule 2). */
const OPENING_HOUR = '09:00';

/**
 * Derives the edges of an event with their anchors, by the claims that reminders follow; soonest first. Empty for an
 * event whose dates are a month, a year, "during" another event, or unknown: it is listed, and brings no reminders.
 */
export function deriveEdges(event: ListEvent): Edge[] {
  return followedClaims(event)
    .flatMap(({ kind, part, claim, date, reason }) => {
      if (!isAnchored(date)) return [];
      return [
        {
          event: event.id,
          kind,
          part,
          name: edgeName(kind, part),
          sourceDate: sourceDateOf(date),
          day: firstDay(date),
          zone: event.zone,
          anchor: anchorOf(event, kind, date),
          // An hour or a zone that is assumed names no moment (docs/messages.md, rule 3).
          exact: isExact(date) && event.assumed.length === 0,
          date,
          ...(kind === 'last-day' ? afterFirstDay(event, claim) : {}),
          claim,
          reason,
        },
      ];
    })
    .sort((a, b) => a.anchor - b.anchor);
}

/** Where the first day is reminded of too, the last one has its turn once that is over. */
function afterFirstDay({ remind, zone }: ListEvent, { date }: Claim): Pick<Edge, 'notBefore'> {
  if (date?.precision !== 'range' || remind?.includes('first') !== true) return {};
  return { notBefore: endOfDay(date.from, zone) };
}

/** A minute that comes twice is another date the second time; the first one is written as any minute. */
function sourceDateOf(date: AnchoredDate): string {
  if (date.precision !== 'minute') return firstDay(date);
  return date.occurrence === 'second' ? `${date.minute} again` : date.minute;
}

/** The table of product rule 2: the instant of the source's day that is an edge's anchor. */
function anchorOf(event: ListEvent, kind: EdgeKind, date: AnchoredDate): Instant {
  if (date.precision === 'minute') return atLocalMinute(date.minute, event.zone, date.occurrence);
  if (kind === 'takes-effect') return startOfDay(firstDay(date), event.zone);
  if (kind === 'opens') return atLocal(firstDay(date), event.opensAt ?? OPENING_HOUR, event.zone);
  return endOfDay(firstDay(date), event.zone);
}
