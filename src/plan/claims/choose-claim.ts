import {
  type ClaimDate,
  type DateRole,
  EDGE_KINDS,
  type EdgeKind,
  firstDay,
  isAnchored,
  lastDayOf,
  type Precision,
} from '../../model/date.ts';
import { type Edge, edgeName, type FollowReason, samePart } from '../../model/edge.ts';
import { type Claim, type ListEvent, publicationOf } from '../../model/event.ts';
import { daysOfVague, isVague, readSpan } from '../../time/vague-span.ts';

/** A claim that has a date. */
export type DatedClaim = Claim & { readonly date: ClaimDate };

/** The claim that an edge follows, and why. */
export type ClaimChoice = { readonly claim: DatedClaim; readonly date: ClaimDate; readonly reason: FollowReason };

/**
 * The claims that date one edge. `part` is the part of the event that they date, by the words of the first of them; `null`
 * where there is only one, whatever it is called.
 */
export type ClaimChain = {
  readonly kind: EdgeKind;
  readonly part: string | null;
  readonly claims: readonly DatedClaim[];
};

/** Vaguer dates lose against more exact ones. Of two on one day the minute wins, which is decided further down. */
const VAGUENESS: Record<Exclude<Precision, 'span'>, number> = {
  minute: 0,
  day: 0,
  range: 0,
  month: 2,
  during: 3,
  year: 6,
  none: 7,
};
const SPAN_VAGUENESS = { week: 1, month: 1, quarter: 4, half: 5 } as const;

function vagueness(date: ClaimDate): number {
  return date.precision === 'span' ? SPAN_VAGUENESS[readSpan(date.span)?.unit ?? 'half'] : VAGUENESS[date.precision];
}

/**
 * The claim that each edge of an event follows, with why (product rule 5): the one the list names; else the earliest of
 * the credible ones, where a later claim of the same source about the same part replaces its earlier one, "around" counts
 * as its day, a range as its first day, and an exact date beats a vaguer one; of two alike the official source's. In the order of `EDGE_KINDS`; the last day of
 * a range, where the entry asks for it, stands behind its first or in its place.
 */
export function followedClaims(event: ListEvent): (ClaimChoice & Pick<ClaimChain, 'kind' | 'part'>)[] {
  return claimChains(event).flatMap(({ kind, part, claims }, _at, chains) => {
    const choice = chooseAmong(claims, event);
    if (choice === null) return [];
    const chosen = { kind, part, ...choice };
    const { date } = choice;
    if (event.remind === undefined || kind !== 'opens' || date.precision !== 'range') return [chosen];
    // A state that was rebuilt from its changes has the last day as a date of its own.
    const asksLast = event.remind.includes('last') && !chains.some((chain) => chain.kind === 'last-day');
    const last = asksLast ? [{ ...chosen, kind: 'last-day' as const, date: lastDayOf(date) }] : [];
    return event.remind.includes('first') ? [chosen, ...last] : last;
  });
}

/** The claims of an event that date the same edge as this one, as they stand side by side. */
export function claimsOfEdge(event: ListEvent, { kind, part }: Pick<Edge, 'kind' | 'part'>): readonly DatedClaim[] {
  if (kind === 'last-day') {
    // A source that gives one day, or a minute, says nothing of the last.
    return claimsOfEdge(event, { kind: 'opens', part }).flatMap((claim) =>
      claim.date.precision === 'range' ? [{ ...claim, date: lastDayOf(claim.date) }] : [],
    );
  }
  const own = claimChains(event).filter((chain) => chain.kind === kind);
  return (own.find((chain) => samePart(chain.part, part)) ?? own[0])?.claims ?? [];
}

/**
 * The chains of claims, each of which is one edge. Claims of one kind that date different parts are different edges; with
 * `follow`, the parts are those of the source that the list names.
 */
function claimChains(event: ListEvent): ClaimChain[] {
  const current = currentClaims(event);
  return EDGE_KINDS.flatMap((kind) => {
    const claims = current.filter(({ date }) => date.role === kind);
    return claims.length === 0 ? [] : chainsOfKind(kind, claims, event.follow?.source ?? null);
  });
}

function chainsOfKind(kind: EdgeKind, claims: readonly DatedClaim[], follow: string | null): ClaimChain[] {
  const credible = claims.filter((claim) => claim.credible);
  const followed = credible.filter(({ source }) => source.id === follow);
  const parts = partsOf(followed.length > 0 ? followed : credible);
  if (parts.length < 2) return [{ kind, part: null, claims }];
  const chains = parts.map((part) => ({ kind, part, claims: claims.filter(({ dates }) => samePart(dates, part)) }));
  const loose: DatedClaim[] = [];
  for (const claim of claims) {
    if (parts.some((part) => samePart(part, claim.dates))) continue;
    // A source that names no part means the one of its day, where there is one.
    const home = chains.find((chain) => chain.claims.some((other) => isSameDay(other, claim)));
    if (home !== undefined) home.claims = [...home.claims, claim];
    else if (followed.length === 0) loose.push(claim);
  }
  return loose.length === 0 ? chains : [...chains, { kind, part: null, claims: loose }];
}

/** The parts that claims name, each once, in the words of the first. */
function partsOf(claims: readonly DatedClaim[]): string[] {
  const parts: string[] = [];
  for (const { dates } of claims) if (dates !== null && !parts.some((part) => samePart(part, dates))) parts.push(dates);
  return parts;
}

function isSameDay(a: DatedClaim, b: DatedClaim): boolean {
  return isAnchored(a.date) && isAnchored(b.date) && firstDay(a.date) === firstDay(b.date);
}

/**
 * The claim whose date an event is shown with where no edge is at hand: for events without an exact date and for links.
 * Chosen as for an edge, whatever the dates mark; `null` when no source gives any date.
 */
export function shownClaim(event: ListEvent): DatedClaim | null {
  return chooseAmong(currentClaims(event), event)?.claim ?? null;
}

/**
 * The newest dated claim of each source about each edge and part of the event, in the list's order: those that stand side
 * by side. Of one day the one that comes last in the list is the newest. A doubted one stands beside a credible one of its
 * source and does not replace it. A day beside another source's minute of it is that minute's edge.
 */
export function currentClaims(event: ListEvent): DatedClaim[] {
  const dated = event.claims.filter(isDated);
  const latest = new Map<string, DatedClaim>();
  for (const claim of dated) {
    const role = roleOf(claim, dated);
    const own = dated.filter((other) => other.source.id === claim.source.id && other.date.role === claim.date.role);
    const edge =
      role === 'announced' || role === 'ended' ? role : edgeName(role, partsOf(own).length < 2 ? null : claim.dates);
    const key = `${claim.source.id} ${claim.credible} ${edge}`;
    const known = latest.get(key);
    if (known !== undefined && publicationOf(claim) < publicationOf(known)) continue;
    latest.set(key, role === claim.date.role ? claim : { ...claim, date: { ...claim.date, role } });
  }
  return [...latest.values()];
}

const ENDS: ReadonlySet<DateRole> = new Set(['closes', 'due', 'expires']);
const STARTS: ReadonlySet<DateRole> = new Set(['opens', 'takes-effect']);

/**
 * The edge or event that a date marks. A bare day on which another source (or the same one later) has a minute of the same part is that
 * edge, whichever field it was written in: `on` or `through` beside `closes`. A start and an end stay two.
 */
function roleOf(claim: DatedClaim, dated: readonly DatedClaim[]): DateRole {
  const { date } = claim;
  const { role } = date;
  if (date.precision !== 'day' || !(STARTS.has(role) || ENDS.has(role))) return role;
  const exact = dated.filter(
    (other) =>
      other.credible &&
      other.date.precision === 'minute' &&
      isSameDay(other, claim) &&
      (other.dates === null || claim.dates === null || samePart(other.dates, claim.dates)) &&
      !(other.source.id === claim.source.id && other.published === claim.published),
  );
  const mayBe = (other: DateRole) =>
    ENDS.has(other) ? role === 'opens' || ENDS.has(role) : STARTS.has(other) && STARTS.has(role);
  const roles = exact.map((other) => other.date.role).filter(mayBe);
  return roles.includes(role) ? role : (roles[0] ?? role);
}

function chooseAmong(claims: readonly DatedClaim[], { follow }: ListEvent): ClaimChoice | null {
  const credible = claims.filter((claim) => claim.credible);
  const named = credible.find((claim) => claim.source.id === follow?.source);
  if (named) return { claim: named, date: named.date, reason: 'named by the list' };
  const [first, second] = credible.sort(byExactnessThenDay);
  if (first === undefined) return null;
  const reason: FollowReason =
    second === undefined ? 'only claim' : isMoreExact(first, second) ? 'more exact' : 'earliest credible';
  return { claim: first, date: first.date, reason };
}

function isMoreExact(a: DatedClaim, b: DatedClaim): boolean {
  if (vagueness(a.date) !== vagueness(b.date)) return true;
  return a.date.precision === 'minute' && b.date.precision !== 'minute' && isSameDay(a, b);
}

function isDated(claim: Claim): claim is DatedClaim {
  return claim.date !== null;
}

function byExactnessThenDay(a: DatedClaim, b: DatedClaim): number {
  return (
    vagueness(a.date) - vagueness(b.date) ||
    compareText(namedDay(a.date), namedDay(b.date)) ||
    Number(b.date.precision === 'minute') - Number(a.date.precision === 'minute') ||
    Number(b.source.official === true) - Number(a.source.official === true) ||
    compareText(publicationOf(a), publicationOf(b)) ||
    compareText(a.source.id, b.source.id)
  );
}

/** The first day that a date may mean, as text that sorts by time. */
function namedDay(date: ClaimDate): string {
  if (isAnchored(date)) return firstDay(date);
  return (isVague(date) ? daysOfVague(date)?.first : null) ?? '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
