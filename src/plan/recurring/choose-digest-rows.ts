import type { EventChange } from '../../model/change.ts';
import type { Instant, LocalDay, Zone } from '../../model/date.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { DigestBody } from '../../model/post.ts';
import { type EventFilter, letsAllThrough } from '../../model/subscription.ts';
import { addDays, endOfDay, localDay } from '../../time/local.ts';
import { isMuted, wantsEvent } from '../reminders/match-filter.ts';
import type { BoardRow, OrderedList } from './plan-board.ts';

/** A change of the list and when the program took it over. */
export type TimedChange = { readonly at: Instant; readonly change: EventChange };

/** The content of a digest. */
export type DigestRows = {
  /** How many days ahead it looks, today included. */
  readonly days: number;
  /** Events that are under way; `ahead` are those to come within `days`, soonest first. */
  readonly running: readonly BoardRow[];
  readonly ahead: readonly BoardRow[];
  /** Newest first. */
  readonly changes: readonly TimedChange[];
  /** Still to come without an exact day. */
  readonly open: readonly ListEvent[];
};

/** Days that each kind of digest looks ahead. */
const DAYS = { daily: 3, weekly: 14 } as const satisfies Record<DigestBody['kind'], number>;

/** Chooses the rows of a channel's digest at `now`. `changes` are those since the digest before. */
export function chooseDigestRows(request: {
  readonly kind: DigestBody['kind'];
  readonly list: OrderedList;
  readonly changes: readonly TimedChange[];
  readonly filter: EventFilter;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  readonly zone: Zone;
}): DigestRows {
  const { list, filter, now, zone } = request;
  const days = DAYS[request.kind];
  const today = localDay(now, zone);
  const lastDay = addDays(today, days - 1);
  const end = endOfDay(lastDay, zone);
  const isWanted = ({ event }: { readonly event: ListEvent }) => wantsEvent(filter, event);
  return {
    days,
    running: list.running.filter(isWanted).map(({ event, edges }) => ({ event, edge: edges.at(-1) ?? null })),
    ahead: list.ahead
      // By the day as the source names it, or by the reader's calendar: whichever brings it sooner.
      .filter(({ listed, edge }) => isWanted(listed) && isWithin(edge, lastDay, end))
      .map(({ listed, edge }) => ({ event: listed.event, edge })),
    changes: request.changes.filter(({ change }) => isNews(change, filter, request.events)),
    open: list.open.filter(isWanted).map(({ event }) => event),
  };
}

/** A digest with nothing ahead and nothing new is not posted: dates that are merely still open were listed before. */
export function isDigestEmpty({ ahead, changes }: Pick<DigestRows, 'ahead' | 'changes'>): boolean {
  return ahead.length === 0 && changes.length === 0;
}

function isWithin(
  edge: { readonly day: LocalDay; readonly anchor: Instant },
  lastDay: LocalDay,
  end: Instant,
): boolean {
  return edge.day <= lastDay || edge.anchor < end;
}

/**
 * Whether a change is news for a digest: a correction of words is not. A removed event passes only a filter that lets
 * everything through.
 */
function isNews(change: EventChange, filter: EventFilter, events: ReadonlyMap<EventId, ListEvent>): boolean {
  if (change.kind === 'text only') return false;
  const event = events.get(change.event);
  if (event !== undefined) return wantsEvent(filter, event);
  return letsAllThrough(filter) && !isMuted(filter, change.event);
}
