import { type ClaimDate, EDGE_KINDS, type EdgeKind, type Instant, type LocalDay, type Zone } from './date.ts';
import type { Claim, EventId } from './event.ts';

/** Why this claim is the one that reminders follow (product rule 5). */
export type FollowReason = 'named by the list' | 'only claim' | 'more exact' | 'earliest credible';

/**
 * The name of an edge within its event, as it stands in keys: its kind; where claims of that kind date several parts of
 * the event, with the part: `closes of the abstract`.
 */
export type EdgeName = EdgeKind | `${EdgeKind} of ${string}`;

/** Writes the name of an edge; `part` is `null` where there is only one of its kind. */
export function edgeName(kind: EdgeKind, part: string | null): EdgeName {
  return part === null ? kind : `${kind} of ${foldPart(part)}`;
}

/** The kind of edge that a name stands for. */
export function kindOfEdge(name: EdgeName): EdgeKind {
  return EDGE_KINDS.find((kind) => name === kind || name.startsWith(`${kind} of `)) ?? 'opens';
}

/** Whether two claims mean the same part of an event: the same words, however they are spaced and capitalized. */
export function samePart(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && foldPart(a) === foldPart(b));
}

/** Keys use `|` between their parts. */
function foldPart(part: string): string {
  return part.toLowerCase().replaceAll('|', ' ').replace(/\s+/g, ' ').trim();
}

/** A date of an event as the outbox remembers it. */
export type RememberedDate = { readonly edge: EdgeName; readonly sourceDate: string };

/**
 * Whether two remembered dates of one event are the same one. A name without a part is that of a time in which the list,
 * or the program, knew one date of that kind only: then the day decides.
 */
export function isSameDate(a: RememberedDate, b: RememberedDate): boolean {
  return a.sourceDate === b.sourceDate && isSameEdge(a.edge, b.edge);
}

/** Whether two names may stand for one edge: they are equal, or one of them names no part. */
export function isSameEdge(a: EdgeName, b: EdgeName): boolean {
  return a === b || (kindOfEdge(a) === kindOfEdge(b) && (isWhole(a) || isWhole(b)));
}

function isWhole(name: EdgeName): boolean {
  return name === kindOfEdge(name);
}

/** The present edge of a remembered date, moved or not; `null` where the event has none like it any more. */
export function edgeOfDate(edges: readonly Edge[], date: RememberedDate & { readonly anchor: Instant }): Edge | null {
  const own = edges.filter(({ kind }) => kind === kindOfEdge(date.edge));
  const same =
    own.find(({ name }) => name === date.edge) ?? own.find(({ sourceDate }) => sourceDate === date.sourceDate);
  if (same !== undefined) return same;
  const [first] = own;
  if (own.length === 1 && first !== undefined && (isWhole(first.name) || isWhole(date.edge))) return first;
  if (!isWhole(date.edge)) return null;
  const distance = ({ anchor }: Edge) => Math.abs(anchor - date.anchor);
  return own.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** One moment of an event that reminders count from, resolved to the claim that is followed. */
export type Edge = {
  readonly event: EventId;
  readonly kind: EdgeKind;
  /** The part of the event that it dates, in the words of its claim; `null` where its kind has no other. */
  readonly part: string | null;
  readonly name: EdgeName;
  /**
   * The date as the source names this edge: `2025-11-01`, or `2025-11-01T14:30` for a minute. Part of a moment's key,
   * so that a date that goes A, B, A repeats nothing. The far end of a range is not in it: it moves no anchor.
   */
  readonly sourceDate: string;
  /** The day the source names: day R of product rule 3. */
  readonly day: LocalDay;
  readonly zone: Zone;
  readonly anchor: Instant;
  /** Whether the anchor is an instant that hours and minutes count from, by `isExact`. */
  readonly exact: boolean;
  readonly date: ClaimDate;
  /** Before it no reminder of this edge is due: that of an earlier edge speaks for both. */
  readonly notBefore?: Instant;
  readonly claim: Claim;
  readonly reason: FollowReason;
};

/** The dates of an event as answers sort by them. */
export type DateSpan = {
  /** When its last date is past; `null` where no date is known, so that none can be called past. */
  readonly over: Instant | null;
  /** Its place among past events: as `over`, but a month or a year by its first day, behind the exact dates in it. */
  readonly order: Instant | null;
};

/** Whether a day of that kind counts by its end (product rule 2): a deadline, or the last day of what holds. */
export function endsItsDay(kind: EdgeKind | ClaimDate['role']): boolean {
  return isClosing(kind) || kind === 'expires';
}

/** Whether something must be handed in by then, or is open until then. */
export function isClosing(kind: EdgeKind | ClaimDate['role']): boolean {
  return kind === 'closes' || kind === 'due';
}

/** True for the edges that people must act before: they get one more default lead (product rule 4). */
export function isDeadline(kind: EdgeKind): boolean {
  return kind !== 'opens' && kind !== 'last-day';
}
