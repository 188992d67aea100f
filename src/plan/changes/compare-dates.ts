import type { ChangeKind, DatedSide } from '../../model/change.ts';
import { isAnchored, isExact } from '../../model/date.ts';
import { type Edge, type EdgeName, edgeName, isSameDate, kindOfEdge, type RememberedDate } from '../../model/edge.ts';
import { REMINDED_DAYS } from '../../model/event.ts';
import { followedClaims } from '../claims/choose-claim.ts';
import { namedSpan } from '../claims/date-span.ts';
import { deriveEdges } from '../claims/derive-edges.ts';
import type { DatedEvent } from '../reminders/derive-agenda.ts';

/** The date that one edge of an event follows: exact enough to be an edge, or a month, a year, "no date". */
export type FollowedDate = { readonly name: EdgeName; readonly side: DatedSide; readonly edge: Edge | null };

/** One date that moved, came or went. `edge` is its present edge, or its last one. */
export type DateChange = {
  readonly kind: ChangeKind;
  readonly edge: EdgeName;
  readonly before: DatedSide | null;
  readonly after: DatedSide | null;
};

/** The dates an event follows, those with an edge first, soonest first: the first one stands for the event. */
export function followedDates({ event, edges }: DatedEvent): FollowedDate[] {
  const dates = followedClaims(event).map(({ kind, part, claim, date }) => {
    const name = edgeName(kind, part);
    const edge = edges.find((candidate) => candidate.name === name) ?? null;
    const { sourceDate = null, anchor = null } = edge ?? {};
    const { source, published } = claim;
    const open = date.precision === 'minute' && event.assumed.length > 0 ? { hourOpen: true as const } : {};
    const side = { date, sourceDate, anchor, ...open, zone: event.zone, source: source.name, published };
    return { name, edge, side: part === null ? side : { ...side, part } };
  });
  return dates.sort((a, b) => (a.edge?.anchor ?? Number.MAX_VALUE) - (b.edge?.anchor ?? Number.MAX_VALUE));
}

/**
 * The changed dates of an event. An edge that became one of another kind (a "start" that turns out to be an "opening")
 * is one date that moved, where no second one came or went.
 */
export function compareDates(before: DatedEvent, after: DatedEvent): DateChange[] {
  const [old, now] = datesOfBoth(before, after);
  const pairs = new Map<FollowedDate, FollowedDate>();
  const lost = () => old.filter((date) => ![...pairs.values()].includes(date));
  const gained = () => now.filter((date) => !pairs.has(date));
  const pair = (isOne: (was: FollowedDate, is: FollowedDate) => boolean) => {
    for (const date of gained()) {
      const was = lost().find((candidate) => isOne(candidate, date));
      if (was !== undefined) pairs.set(date, was);
    }
  };
  pair((was, is) => was.name === is.name);
  // One date of which the list has since learned that it is one of two parts, or the other way round.
  pair((was, is) => isSameDate(remembered(was), remembered(is)));
  const [one, other] = [lost(), gained()];
  if (one.length === 1 && other.length === 1) pair(() => true);
  return [
    ...now.flatMap((date) => changeOfDate(pairs.get(date) ?? null, date)),
    ...lost().flatMap((date) => changeOfDate(date, null)),
  ];
}

/**
 * The followed dates of both states. The last day of a range takes part where both have one: to ask for it, or no longer
 * to, moves no date, and a range that becomes a day withdraws none.
 */
function datesOfBoth(before: DatedEvent, after: DatedEvent): readonly [FollowedDate[], FollowedDate[]] {
  const asked = before.event.remind ?? after.event.remind;
  if (asked === undefined) return [followedDates(before), followedDates(after)];
  const [old, now] = [before, after].map((state) => followedDates(withBothDays(state)));
  const shared = (dates: FollowedDate[] = [], others: FollowedDate[] = []) =>
    dates.filter(({ name }) => kindOfEdge(name) !== 'last-day' || others.some((other) => other.name === name));
  return [shared(old, now), shared(now, old)];
}

/** An event as if it asked for the first and the last day of a range. */
export function withBothDays({ event, edges }: DatedEvent): DatedEvent {
  const both = { ...event, remind: REMINDED_DAYS };
  const derived = deriveEdges(both);
  const isNew = ({ name }: Edge) => !edges.some((edge) => edge.name === name);
  return { event: both, edges: [...edges, ...derived.filter(isNew)].sort((a, b) => a.anchor - b.anchor) };
}

function remembered({ name, side }: FollowedDate): RememberedDate {
  return { edge: name, sourceDate: side.sourceDate ?? '' };
}

function changeOfDate(was: FollowedDate | null, is: FollowedDate | null): DateChange[] {
  const kind = kindOfMove(was?.side ?? null, is?.side ?? null);
  const edge = is?.name ?? was?.name;
  return kind === null || edge === undefined
    ? []
    : [{ kind, edge, before: was?.side ?? null, after: is?.side ?? null }];
}

/**
 * Classifies the move of one date; `null` where no reminder moves with it. A vague date that comes or goes is text:
 * nobody was, or will be, reminded of it.
 */
export function kindOfMove(was: DatedSide | null, is: DatedSide | null): ChangeKind | null {
  if (was === null || is === null) {
    if (is !== null) return is.anchor === null ? null : 'became exact';
    return was === null || was.anchor === null ? null : 'withdrawn';
  }
  const moved = movedBy(was, is);
  if (moved < 0) return 'earlier';
  if (moved > 0) return was.date.role === 'expires' && is.date.role === 'expires' ? 'extended' : 'later';
  // A list that comes to call its hour assumed takes nothing back.
  const sharper =
    is.hourOpen === true ? exactness(is) - exactness({ ...was, hourOpen: true }) : exactness(is) - exactness(was);
  return sharper > 0 ? 'became exact' : sharper < 0 ? 'withdrawn' : null;
}

/**
 * The direction in which a date moved; 0 for none. A date that is exact on both sides moves with its instant, so that
 * 14:00 in another zone, or an hour on the day of a deadline, counts as earlier or later. A day that opens has no
 * announced hour: it moves with its day. A month or year has moved only when it lies wholly before or after the
 * announced date: then it is more than a date that is no longer, or not yet, exact.
 */
function movedBy(was: DatedSide, is: DatedSide): number {
  if (was.anchor !== null && is.anchor !== null && isExactSide(was) && isExactSide(is)) return is.anchor - was.anchor;
  const [from, to] = [namedSpan(was.date), namedSpan(is.date)];
  if (from === null || to === null) return 0;
  return to.last < from.first ? -1 : to.first > from.last ? 1 : 0;
}

/** "Around" a day is less exact than the day, and the day less than its minute. */
function exactness({ anchor, date, hourOpen }: DatedSide): number {
  if (anchor === null) return 0;
  return date.approximate ? 1 : date.precision === 'minute' && hourOpen !== true ? 3 : 2;
}

function isExactSide({ date, hourOpen }: DatedSide): boolean {
  return isAnchored(date) && isExact(date) && hourOpen !== true;
}
