import { type ClaimDate, type EdgeKind, firstDay, isAnchored, type Precision } from '../../model/date.ts';
import type { FollowReason } from '../../model/edge.ts';
import type { Claim, ListEvent } from '../../model/event.ts';

/** A claim that has a date. */
export type DatedClaim = Claim & { readonly date: ClaimDate };

/** The claim that an edge follows, and why. */
export type ClaimChoice = { readonly claim: Claim; readonly date: ClaimDate; readonly reason: FollowReason };

/** Exact dates win over vaguer ones. Of two on one day the minute wins, which is decided further down. */
const VAGUENESS: Record<Precision, number> = { minute: 0, day: 0, range: 0, month: 1, during: 2, year: 3, none: 4 };

/**
 * Chooses the claim that reminders follow for one edge (product rule 5): the one the list names; else the earliest of
 * the credible ones, where a later claim of the same source replaces its earlier one, "around" counts as its day, a
 * range as its first day, and an exact date wins over a vaguer one. `null` when no claim dates that edge.
 */
export function chooseClaim(event: ListEvent, kind: EdgeKind): ClaimChoice | null {
  return chooseAmong(
    currentClaims(event).filter(({ date }) => date.role === kind),
    event,
  );
}

/**
 * Chooses the claim whose date stands for an event without an edge: for events without an exact date and for links.
 * Chosen as for an edge, whatever the dates' roles; `null` when no source gives any date.
 */
export function shownClaim(event: ListEvent): DatedClaim | null {
  return chooseAmong(currentClaims(event), event)?.claim ?? null;
}

/**
 * The newest dated claim of each source and role, in the list's order: those to show side by side. Of several on one
 * day the last in the list is the newest. A doubted one stands beside a credible one of its source and does not replace
 * it.
 */
export function currentClaims(event: ListEvent): DatedClaim[] {
  const latest = new Map<string, DatedClaim>();
  for (const claim of event.claims) {
    if (!isDated(claim)) continue;
    const key = `${claim.source.id} ${claim.date.role} ${claim.credible}`;
    const known = latest.get(key);
    if (known === undefined || claim.published >= known.published) latest.set(key, claim);
  }
  return [...latest.values()];
}

function chooseAmong(
  claims: readonly DatedClaim[],
  { follow }: ListEvent,
): (ClaimChoice & { readonly claim: DatedClaim }) | null {
  const credible = claims.filter((claim) => claim.credible);
  const named = credible.find((claim) => claim.source.id === follow?.source);
  if (named) return { claim: named, date: named.date, reason: 'named by the list' };
  const [first, second] = credible.sort(byExactnessThenDay);
  if (first === undefined) return null;
  const reason: FollowReason =
    second === undefined
      ? 'only claim'
      : VAGUENESS[second.date.precision] > VAGUENESS[first.date.precision]
        ? 'more exact'
        : 'earliest credible';
  return { claim: first, date: first.date, reason };
}

function isDated(claim: Claim): claim is DatedClaim {
  return claim.date !== null;
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
