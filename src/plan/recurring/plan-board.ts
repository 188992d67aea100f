import type { Instant, LocalDay, Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { addDays, localDay, startOfDay } from '../../time/local.ts';
import { wantsEvent } from '../reminders/match-filter.ts';
import { mondayOf } from './plan-digests.ts';

/** An event with its edges, soonest first, and when the last of its dates is past; `null` where none is known. */
export type OrderedEvent = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  readonly span: { readonly over: Instant | null };
};

/** The list as it stands at one instant, each event in one part: shared by `/dates list` and the board. */
export type OrderedList = {
  readonly running: readonly OrderedEvent[];
  /** Soonest first, each with its next edge. */
  readonly ahead: readonly { readonly listed: OrderedEvent; readonly edge: Edge }[];
  readonly open: readonly OrderedEvent[];
  /** Newest first. */
  readonly past: readonly OrderedEvent[];
};

/** One row: an event at the edge that stands for it. */
export type BoardRow = { readonly event: ListEvent; readonly edge: Edge | null };

/** Rows under one heading. `monday` names a week farther off. */
export type BoardGroup = {
  readonly when: 'this week' | 'next week' | 'week' | 'later';
  readonly monday: LocalDay | null;
  readonly rows: readonly BoardRow[];
};

/** The content of a board, and until when it stays true. */
export type BoardPlan = {
  readonly groups: readonly BoardGroup[];
  /** Still to come without an exact day. */
  readonly open: readonly ListEvent[];
  /** The number of events with an exact date ahead, and the soonest of them. */
  readonly ahead: number;
  readonly next: BoardRow | null;
  /** The day of the newest date in the past, where none is ahead. */
  readonly lastDay: LocalDay | null;
  /** The next instant at which something on it changes by itself: midnight, an anchor, an end. */
  readonly changesAt: Instant;
};

/** Weeks with a heading of their own, this one included; everything further off comes under "Later". */
const WEEKS = 5;

/** Sorts the events that a filter lets through into the weeks of the zone's calendar, as they are at `now`. */
export function planBoard(
  list: OrderedList,
  filter: EventFilter,
  { now, zone }: { readonly now: Instant; readonly zone: Zone },
): BoardPlan {
  const today = localDay(now, zone);
  const running = list.running.filter(({ event }) => wantsEvent(filter, event));
  const ahead = list.ahead.filter(({ listed }) => wantsEvent(filter, listed.event));
  const open = list.open.filter(({ event }) => wantsEvent(filter, event));
  const sinceYesterday = startOfDay(addDays(today, -1), zone);
  const past = list.past.filter((one) => isJustPast(one, now, sinceYesterday) && wantsEvent(filter, one.event));
  const begun = [...past.toReversed(), ...running].map(rowOf);
  const rows = ahead.map(({ listed, edge }) => ({ event: listed.event, edge }));
  const instants = [
    ...[...running, ...open].map(({ span }) => span.over ?? 0),
    ...ahead.slice(0, 1).map(({ edge }) => edge.anchor),
    // An event settled before its time takes its place when that time comes.
    ...list.past.flatMap(({ edges }) => edges.map(({ anchor }) => anchor)),
    ...newYears([...begun, ...rows], today),
  ].filter((at) => at > now);
  return {
    groups: groupByWeek(begun, rows, today),
    open: open.map(({ event }) => event),
    ahead: rows.length,
    next: rows[0] ?? null,
    lastDay: rows.length > 0 ? null : lastDayOf(list.past, filter, now),
    changesAt: instants.reduce((a, b) => Math.min(a, b), startOfDay(addDays(today, 1), zone)),
  };
}

/**
 * Whether an event ended today or yesterday: it is shown through the day after. An event called off or with an outcome
 * before its dates were over is shown until then too.
 */
function isJustPast({ edges, span }: OrderedEvent, now: Instant, since: Instant): boolean {
  const first = edges[0];
  return first !== undefined && first.anchor <= now && span.over !== null && span.over > since;
}

/** When rows change because of the year: a row names it where it is not the present one at its place. */
function newYears(rows: readonly BoardRow[], today: LocalDay): Instant[] {
  const turn = `${addDays(today, 3).slice(0, 4)}-01-01`;
  // No two places are more than 26 hours apart.
  if (turn > addDays(today, 3) || turn < addDays(today, -2)) return [];
  return [...new Set(rows.map(({ event }) => event.zone))].map((zone) => startOfDay(turn, zone));
}

function rowOf({ event, edges }: OrderedEvent): BoardRow {
  return { event, edge: edges.at(-1) ?? null };
}

/**
 * Groups rows by week: those that have begun stand in this week, before those ahead; a week without rows has no
 * heading.
 */
function groupByWeek(begun: readonly BoardRow[], ahead: readonly BoardRow[], today: LocalDay): BoardGroup[] {
  const thisWeek = mondayOf(today);
  const weeks = Array.from({ length: WEEKS + 1 }, (_, index) => ({
    monday: addDays(thisWeek, 7 * index),
    rows: index === 0 ? [...begun] : [],
  }));
  for (const row of ahead) {
    // The last week that has begun by its day; a day of a place far west may lie in the reader's last week.
    const day = row.edge?.day ?? '';
    const week = weeks.findLast(({ monday }) => monday <= day) ?? weeks[0];
    week?.rows.push(row);
  }
  return weeks.flatMap(({ monday, rows }, index): BoardGroup[] => {
    if (rows.length === 0) return [];
    if (index < 2) return [{ when: index === 0 ? 'this week' : 'next week', monday: null, rows }];
    return [index === WEEKS ? { when: 'later', monday: null, rows } : { when: 'week', monday, rows }];
  });
}

function lastDayOf(past: OrderedList['past'], filter: EventFilter, now: Instant): LocalDay | null {
  for (const { event, edges } of past) {
    const last = edges.findLast(({ anchor }) => anchor <= now);
    if (last !== undefined && wantsEvent(filter, event)) return last.day;
  }
  return null;
}
