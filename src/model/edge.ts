import type { ClaimDate, EdgeKind, Instant, LocalDay, Zone } from './date.ts';
import type { Claim, EventId } from './event.ts';

/** Why this claim is the one that reminders follow (product rule 5). */
export type FollowReason = 'named by the list' | 'only claim' | 'more exact' | 'earliest credible';

/** One moment of an event that reminders count from, resolved to the claim that is followed. */
export type Edge = {
  readonly event: EventId;
  readonly kind: EdgeKind;
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

/** True for the edges that people must act before: they get one more default lead (product rule 4). */
export function isDeadline(kind: EdgeKind): boolean {
  return kind !== 'opens';
}
