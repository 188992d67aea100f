/**
 * Milliseconds since 1970-01-01T00:00:00Z in **world** time (real or simulated), which decides what is due, late and
 * shown.
 */
export type Instant = number;

/** Milliseconds since the epoch by the **machine's** clock, never simulated. For leases, backoff and pacing. */
export type MachineInstant = number;

/** A day of 24 hours; a local day may be an hour shorter or longer. */
export const DAY_MS = 86_400_000;

/** A calendar day as a source names it, `YYYY-MM-DD`, meaningful only together with a zone. */
export type LocalDay = string;

/** A time of day, `HH:MM`, 00:00 to 23:59. */
export type LocalTime = string;

/** A local minute, `YYYY-MM-DDTHH:MM`, meaningful only together with a zone. */
export type LocalMinute = string;

/**
 * A canonical IANA zone id such as `America/New_York`, or `UTC`; never an abbreviation. The zone of an event may also be
 * a fixed offset that its source gives, `UTC-8`, `UTC+5:30`, `GMT`, or `AoE` (Anywhere on Earth, `UTC-12`).
 */
export type Zone = string;

/** The moments of an event that a source's date may mark and reminders count from (product rule 2). */
export const CLAIMED_KINDS = ['opens', 'closes', 'due', 'takes-effect', 'expires'] as const;

/** The same with the last of several days, which is reminded of where the entry asks for it (`remind`). */
export const EDGE_KINDS = [...CLAIMED_KINDS, 'last-day'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** The meaning of a claimed date: an edge, or one of the two policy dates that bring no reminders. */
export type DateRole = EdgeKind | 'announced' | 'ended';

/** How exact a date is. `during` depends on another event's dates. */
export type Precision = 'minute' | 'day' | 'range' | 'span' | 'month' | 'year' | 'during' | 'none';

/**
 * Which of two equal minutes a source means, on the day on which clocks are set back. Where it names none it is the first.
 */
export type Occurrence = 'first' | 'second';

/** A duration as it is announced: so many days after another event's date, or before it where `count` is negative. */
export type CountedFrom = {
  readonly event: string;
  readonly count: number;
  readonly unit: 'days' | 'business days';
  /** For business days: those on which nothing is open besides Saturdays and Sundays. */
  readonly holidays?: readonly LocalDay[];
};

/**
 * A date as one source gives it, never converted to another zone. One that is counted from another event's is a day where
 * that has one, and none where it has not.
 */
export type ClaimDate = {
  readonly role: DateRole;
  readonly approximate: boolean;
  readonly countedFrom?: CountedFrom;
} & (
  | { readonly precision: 'minute'; readonly minute: LocalMinute; readonly occurrence?: Occurrence }
  | { readonly precision: 'day'; readonly day: LocalDay }
  | { readonly precision: 'range'; readonly from: LocalDay; readonly through: LocalDay }
  /** A week, a part of a month, a quarter or a half of a year: `2027-W05`, `early 2027-03`, `2027-Q2`, `2027-H1`. */
  | { readonly precision: 'span'; readonly span: string }
  | { readonly precision: 'month'; readonly month: string }
  | { readonly precision: 'year'; readonly year: number }
  | { readonly precision: 'during'; readonly event: string }
  /** The source says that no date is set; a source that says nothing at all has no `ClaimDate`. */
  | { readonly precision: 'none' }
);

/** The dates that give an edge with an anchor. */
export type AnchoredDate = Extract<ClaimDate, { precision: 'minute' | 'day' | 'range' }>;

/** True for a minute, a day or a range: the dates that people can be reminded of. */
export function isAnchored(date: ClaimDate): date is AnchoredDate {
  return date.precision === 'minute' || date.precision === 'day' || date.precision === 'range';
}

/**
 * Whether a date names an instant that hours and minutes can be counted from (product rules 1 and 3): a minute, or the
 * start or end of a day that is a deadline. A day that opens, or is the last of several, has no known hour, and "around" a day or an hour is neither.
 */
export function isExact(date: AnchoredDate): boolean {
  return !date.approximate && (date.precision === 'minute' || !(date.role === 'opens' || date.role === 'last-day'));
}

/** The day a date is counted from: the first of a range, the day of a minute. */
export function firstDay(date: AnchoredDate): LocalDay {
  if (date.precision === 'minute') return date.minute.slice(0, 10);
  return date.precision === 'day' ? date.day : date.from;
}

/** The last day of a range, as a date of its own. */
export function lastDayOf({ through, approximate }: Extract<ClaimDate, { precision: 'range' }>): ClaimDate {
  return { role: 'last-day', precision: 'day', day: through, approximate };
}
