import type { Instant } from '../../model/date.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { eventCardText } from '../event/event-words.ts';
import { wasReportedAfter } from '../event/was-reported-after.ts';
import { certaintyText } from '../text/certainty-words.ts';
import { dateText } from '../text/date-words.ts';
import { escapeText } from '../text/escape-text.ts';
import { listText } from '../text/list-words.ts';
import { type DatePhase, datePhase } from './date-phase.ts';
import { claimedDate } from './date-phrases.ts';

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
 * An event in a few words for those that hang on it: `24–27 Oct 2025: confirmed`, `…: was due; outcome not recorded`, or
 * what came of it. Escaped; at most about 250 characters.
 */
export function presentState(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>, now: Instant): string {
  const claim = shownClaim(event);
  const date = claim === null ? dateText('noDate') : claimedDate(claim.date, events);
  return eventCardText('stateDate', { date, state: standing(event, events, now) });
}

function standing(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>, now: Instant): string {
  if (event.outcome !== null) return escapeText(event.outcome.what, 120);
  const certainty = certaintyText(`${event.certainty}`);
  if (event.certainty === 'cancelled' || event.certainty === 'postponed' || event.certainty === 'done')
    return certainty;
  const phase = eventPhase(event, events, now);
  if (phase === 'under way') return listText('underWay');
  const claim = shownClaim(event);
  const told = claim !== null && wasReportedAfter(claim, claim.date);
  return phase === 'behind' && !told ? listText('wasDue') : certainty;
}
