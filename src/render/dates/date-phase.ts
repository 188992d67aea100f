import type { ClaimDate, Instant, LocalDay, Zone } from '../../model/date.ts';
import { type EventId, isCalledOff, type ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { addDays, atLocalMinute, localDay } from '../../time/local.ts';
import { wasReportedAfter } from '../event/compare-claims.ts';
import { eventCardText } from '../event/event-words.ts';
import { escapeText } from '../text/escape-text.ts';
import { certaintyText, dateText, listText } from '../text/words.ts';
import { claimedDate } from './date-phrases.ts';

/** How a date stands to now: `open` for a date that is not set or hangs on another event's. */
export type DatePhase = 'ahead' | 'under way' | 'behind' | 'open';

/**
 * Where now stands to a date at its place. What opens is under way through its last day; what takes effect is behind
 * from its first minute, what runs out or closes from the minute after its end. `anchor` is the edge's, where there is
 * one: before it nothing has opened.
 */
export function datePhase(date: ClaimDate, zone: Zone, now: Instant, anchor: Instant | null = null): DatePhase {
  if (anchor !== null && now < anchor) return 'ahead';
  if (date.precision === 'minute') return now < atLocalMinute(date.minute, zone) ? 'ahead' : 'behind';
  const span = spanOf(date);
  if (span === null) return 'open';
  const today = localDay(now, zone);
  if (date.role === 'expires' || date.role === 'closes') return isPast(date, span, today) ? 'behind' : 'ahead';
  if (today < span.first) return 'ahead';
  if (today > span.last) return 'behind';
  // A month or a year that has begun says nothing about its day; neither does a policy date of today.
  if (date.precision === 'month' || date.precision === 'year') return 'ahead';
  return date.role === 'opens' ? 'under way' : 'behind';
}

/** A range that ends something counts by its first day, as its edge does. */
function isPast(date: ClaimDate, span: Span, today: LocalDay): boolean {
  return today > (date.precision === 'range' ? span.first : span.last);
}

type Span = { readonly first: LocalDay; readonly last: LocalDay };

/** The first and last day a date can mean; `null` where it names none. */
function spanOf(date: Exclude<ClaimDate, { precision: 'minute' }>): Span | null {
  switch (date.precision) {
    case 'day':
      return { first: date.day, last: date.day };
    case 'range':
      return { first: date.from, last: date.through };
    case 'month':
      return { first: `${date.month}-01`, last: lastOfMonth(date.month) };
    case 'year':
      return { first: `${date.year}-01-01`, last: `${date.year}-12-31` };
    default:
      return null;
  }
}

function lastOfMonth(month: string): LocalDay {
  // 31 days after the first is always in the next month.
  return addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);
}

/**
 * How an event's shown date stands to now; what happens during another event follows that one, as far as one step goes.
 */
export function eventPhase(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>, now: Instant): DatePhase {
  const date = shownClaim(event)?.date ?? null;
  if (date === null) return 'open';
  if (date.precision !== 'during') return datePhase(date, event.zone, now);
  const host = events.get(date.event);
  const hostDate = host === undefined ? null : (shownClaim(host)?.date ?? null);
  if (host === undefined || hostDate === null) return 'open';
  // That the host has begun says nothing of its part: only the host's end does.
  return datePhase(hostDate, host.zone, now) === 'behind' ? 'behind' : 'open';
}

/**
 * An event in a few words for those that hang on it: `24–27 Oct 2025: confirmed`, `…: was due; outcome not recorded`,
 * or what came of it. Escaped; at most about 250 characters.
 */
export function presentState(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>, now: Instant): string {
  const claim = shownClaim(event);
  const date = claim === null ? dateText('noDate') : claimedDate(claim.date, events);
  return eventCardText('stateDate', { date, state: standing(event, events, now) });
}

function standing(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>, now: Instant): string {
  if (event.outcome !== null) return escapeText(event.outcome.what, 120);
  const certainty = certaintyText(`${event.certainty}`);
  if (isCalledOff(event.certainty) || event.certainty === 'done') return certainty;
  const phase = eventPhase(event, events, now);
  if (phase === 'under way') return listText('underWay');
  const claim = shownClaim(event);
  const told = claim !== null && wasReportedAfter(claim, claim.date);
  return phase === 'behind' && !told ? listText('wasDue') : certainty;
}
