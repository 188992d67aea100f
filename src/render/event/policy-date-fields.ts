import type { ClaimDate, DateRole } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { currentClaims, type DatedClaim, shownClaim } from '../../plan/claims/choose-claim.ts';
import { type Field, field, present } from '../card/build-fields.ts';
import { claimedDate } from '../dates/date-phrases.ts';
import { beginLarge } from '../text/capitalize.ts';
import { eventCardText } from './event-words.ts';

const NAMES = {
  announced: 'announced',
  'takes-effect': 'takesEffect',
  expires: 'expires',
  ended: 'ended',
} as const satisfies Partial<Record<DateRole, string>>;

/**
 * The policy dates of an event that have no field of their own yet: announced, takes effect, expires, ended. Each with
 * the newest credible claim of it. Dates with an edge, and the one an event without edges is shown by, stand elsewhere.
 */
export function policyDateFields(
  event: ListEvent,
  edges: readonly Edge[],
  events: ReadonlyMap<EventId, ListEvent>,
): Field[] {
  const shown = edges.length > 0 ? edges.map((edge) => edge.kind) : [shownClaim(event)?.date.role];
  const credible = currentClaims(event).filter((claim) => claim.credible && claim.date.precision !== 'none');
  return present(
    (['announced', 'takes-effect', 'expires', 'ended'] as const).map((role) => {
      if (shown.includes(role)) return null;
      const claims = credible.filter((claim) => claim.date.role === role);
      const newest = claims.reduce<DatedClaim | null>(
        (best, claim) => (best === null || claim.published > best.published ? claim : best),
        null,
      );
      return newest === null
        ? null
        : field(eventCardText(NAMES[role]), beginLarge(claimedDate(named(newest.date), events)));
    }),
  );
}

/** The field's name says the role already, so the date is told without its word for it. */
function named(date: ClaimDate): ClaimDate {
  return { ...date, role: 'opens' };
}
