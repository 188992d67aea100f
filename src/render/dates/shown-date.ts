import { type ClaimDate, firstDay, isAnchored, type Precision } from '../../model/date.ts';
import type { Claim, ListEvent } from '../../model/event.ts';

/** A claim that has a date. */
export type DatedClaim = Claim & { readonly date: ClaimDate };

const VAGUENESS: Record<Precision, number> = { minute: 0, day: 0, range: 0, month: 1, during: 2, year: 3, none: 4 };

/**
 * The newest dated claim of each source, in the list's order: those that stand side by side (product rule 5). A doubted
 * one stands beside a credible one of its source and does not replace it.
 */
export function standingClaims(event: ListEvent): DatedClaim[] {
  const latest = new Map<string, DatedClaim>();
  for (const claim of event.claims) {
    if (!isDated(claim)) continue;
    const key = `${claim.source.id} ${claim.date.role} ${claim.credible}`;
    const known = latest.get(key);
    if (known === undefined || claim.published >= known.published) latest.set(key, claim);
  }
  return [...latest.values()];
}

/**
 * The claim whose date an event is shown with where no edge is at hand: for events without an exact date and for links.
 * The one the list names, else the most exact and then the earliest of the credible ones; `null` when no source gives
 * any date.
 */
export function shownClaim(event: ListEvent): DatedClaim | null {
  const credible = standingClaims(event).filter((claim) => claim.credible);
  const named = credible.find((claim) => claim.source.id === event.follow?.source);
  if (named) return named;
  return credible.toSorted(byExactnessThenDay)[0] ?? null;
}

function isDated(claim: Claim): claim is DatedClaim {
  return claim.date !== null;
}

function byExactnessThenDay(a: DatedClaim, b: DatedClaim): number {
  return (
    VAGUENESS[a.date.precision] - VAGUENESS[b.date.precision] ||
    compareText(sortKey(a), sortKey(b)) ||
    Number(b.date.precision === 'minute') - Number(a.date.precision === 'minute') ||
    compareText(a.published, b.published) ||
    compareText(a.source.id, b.source.id)
  );
}

function sortKey({ date }: DatedClaim): string {
  if (isAnchored(date)) return firstDay(date);
  if (date.precision === 'month') return date.month;
  return date.precision === 'year' ? String(date.year) : '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
