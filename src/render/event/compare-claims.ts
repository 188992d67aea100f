import { type ClaimDate, firstDay, type Instant, isAnchored } from '../../model/date.ts';
import type { Edge, FollowReason } from '../../model/edge.ts';
import { type Claim, type ListEvent, publicationOf } from '../../model/event.ts';
import { claimsOfEdge, type DatedClaim } from '../../plan/claims/choose-claim.ts';
import { namedSpan } from '../../plan/claims/date-span.ts';
import type { DaySpan } from '../../time/vague-span.ts';
import { isPast } from '../dates/date-phrases.ts';
import { escapeText } from '../text/escape-text.ts';
import { eventCardText } from './event-words.ts';

/** How the credible sources compare with the date that is followed. A source that is silent on it takes no part. */
export type Evidence = 'one source' | 'agree' | 'differ';

/**
 * The credible claims that stand beside an edge's date, its own among them. One that knew of no date before the one that is
 * followed was published does not speak against it.
 */
export function claimsBeside(event: ListEvent, edge: Edge): DatedClaim[] {
  return claimsOfEdge(event, edge).filter(
    (claim) => claim.credible && !(isSilent(claim.date) && publicationOf(claim) < publicationOf(edge.claim)),
  );
}

function isSilent({ precision, countedFrom }: ClaimDate): boolean {
  return precision === 'none' && countedFrom === undefined;
}

/** Compares the sources of an event on one edge's date, taken together (product rules 5 and 14). */
export function weighClaims(event: ListEvent, edge: Edge): Evidence {
  const dates = claimsBeside(event, edge).map((claim) => claim.date);
  if (dates.some((date) => !agree(date, edge.date))) return 'differ';
  return dates.length > 1 ? 'agree' : 'one source';
}

/** Whether two dates can both be right: a month agrees with each of its days, a day with each of its minutes. */
export function agree(a: ClaimDate, b: ClaimDate): boolean {
  if (dependsOnAnother(a) || dependsOnAnother(b)) return true;
  if (a.precision === 'none' || b.precision === 'none') return a.precision === b.precision;
  if (a.precision === 'range' && b.precision === 'range' && a.through !== b.through) return false;
  if (a.precision === 'minute' && b.precision === 'minute') return a.minute === b.minute;
  if ((a.precision === 'range') !== (b.precision === 'range') && isAnchored(a) && isAnchored(b)) return false;
  const [one, other] = [namedSpan(a), namedSpan(b)];
  return one !== null && other !== null && (isWithin(one, other) || isWithin(other, one));
}

/** During another event, or counted from one that has no day. */
function dependsOnAnother({ precision, countedFrom }: ClaimDate): boolean {
  return precision === 'during' || (precision === 'none' && countedFrom !== undefined);
}

function isWithin(inner: DaySpan, outer: DaySpan): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}

/**
 * Whether a source gives a date that was past when it was published: then it reports, and does not predict. An
 * announcement or an end was past on the day of the report itself.
 */
export function wasReportedAfter(claim: Claim, date: ClaimDate): boolean {
  if (!isAnchored(date)) return false;
  const last = date.precision === 'range' ? date.through : firstDay(date);
  if (date.role === 'announced' || date.role === 'ended') return publicationOf(claim) >= last;
  return publicationOf(claim) > last && (claim.certainty ?? 'confirmed') === 'confirmed';
}

const REASONS = {
  'named by the list': 'followNamed',
  'only claim': 'followOnly',
  'more exact': 'followExact',
  'earliest credible': 'followEarliest',
} as const satisfies Record<FollowReason, string>;

/** `Reminders follow AAM: official and earliest (ours).` Which claim an edge follows, and why (product rule 5). */
export function followReason(event: ListEvent, edge: Edge, now: Instant): string {
  const named = edge.reason === 'named by the list' && event.follow !== null ? event.follow.reason : null;
  const words = {
    source: escapeText(edge.claim.source.name, 60),
    reason: named === null ? eventCardText(REASONS[edge.reason]) : escapeText(named, 200).replace(/\.$/, ''),
  };
  const past = isPast(edge, now);
  if (edge.part === null) return eventCardText(past ? 'followedThen' : 'followed', words);
  return eventCardText(past ? 'followedThenPart' : 'followedPart', { ...words, part: escapeText(edge.part, 80) });
}
