import { type ClaimDate, type EdgeKind, firstDay, isAnchored, type Precision } from '../../model/date.ts';
import type { FollowReason } from '../../model/edge.ts';
import type { Claim, ListEvent } from '../../model/event.ts';

/** The claim that an edge follows, and why. */
export type ClaimChoice = { readonly claim: Claim; readonly date: ClaimDate; readonly reason: FollowReason };

type DatedClaim = Claim & { readonly date: ClaimDate };

/** Vaguer dates lose against more exact ones. Of two on one day the minute wins, which is decided further down. */
const VAGUENESS: Record<Precision, number> = { minute: 0, day: 0, range: 0, month: 1, during: 2, year: 3, none: 4 };

/**
 * Which claim reminders follow for one edge (product rule 5): the one the list names; else the earliest of the credible
 * ones, where a later claim of the same source replaces its earlier one, "around" counts as its day, a range as its
 * first day, and an exact date beats a vaguer one. `null` when no claim dates that edge.
 */
export function chooseClaim(event: ListEvent, kind: EdgeKind): ClaimChoice | null {
  const dated = event.claims.filter((claim): claim is DatedClaim => claim.date !== null && claim.date.role === kind);
  // A claim that is doubted does not replace an earlier one of its source that is not.
  const standing = latestOfEachSource(dated.filter((claim) => claim.credible));
  const named = standing.find((claim) => claim.source.id === event.follow?.source);
  if (named) return { claim: named, date: named.date, reason: 'named by the list' };
  const ranked = [...standing].sort(byExactnessThenDay);
  const first = ranked[0];
  if (!first) return null;
  const second = ranked[1];
  const reason: FollowReason =
    second === undefined
      ? 'only claim'
      : VAGUENESS[second.date.precision] > VAGUENESS[first.date.precision]
        ? 'more exact'
        : 'earliest credible';
  return { claim: first, date: first.date, reason };
}

/** One claim per source: the one published last, and of one day the one that stands last in the list. */
function latestOfEachSource(claims: readonly DatedClaim[]): DatedClaim[] {
  const latest = new Map<string, DatedClaim>();
  for (const claim of claims) {
    const known = latest.get(claim.source.id);
    if (known === undefined || claim.published >= known.published) latest.set(claim.source.id, claim);
  }
  return [...latest.values()];
}

function byExactnessThenDay(a: DatedClaim, b: DatedClaim): number {
  return (
    VAGUENESS[a.date.precision] - VAGUENESS[b.date.precision] ||
    compareText(namedDay(a.date), namedDay(b.date)) ||
    Number(b.date.precision === 'minute') - Number(a.date.precision === 'minute') ||
    compareText(a.published, b.published) ||
    compareText(a.source.id, b.source.id)
  );
}

/** The day, month or year a date names, as text that sorts by time among dates of one vagueness. */
function namedDay(date: ClaimDate): string {
  if (isAnchored(date)) return firstDay(date);
  if (date.precision === 'month') return date.month;
  return date.precision === 'year' ? String(date.year) : '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
