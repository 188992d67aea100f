import type { RecurringSeen } from '../deliver/compose/compose-context.ts';
import type { ListIndex } from '../list/index/index-list.ts';
import { firstAfter, orderEvents } from '../list/index/order-events.ts';
import type { Instant } from '../model/date.ts';
import type { DigestBody } from '../model/post.ts';
import { type EventFilter, type GuildId, ofGuild } from '../model/subscription.ts';
import { makeReservation, type Outbox, type PlannedPost } from '../outbox/outbox.ts';
import { keyedPost } from '../outbox/registry.ts';
import { URGENCY_MS } from '../outbox/urgency.ts';
import type { OrderedList } from '../plan/recurring/plan-board.ts';
import { type DueDigest, digestKey, nextDigest, planDigests } from '../plan/recurring/plan-digests.ts';
import { sooner } from '../time/world.ts';
import type { Catalogue } from './catalogue.ts';
import { type BoardParts, makeBoardKeeper, type RecurringLook } from './keep-boards.ts';
import type { Roster } from './roster.ts';

/** Checks boards and digests at each tick, and returns when they need the next look. */
export type RecurringKeeper = (window: { readonly after: Instant; readonly upTo: Instant }) => Promise<RecurringLook>;

/** Makes the keeper of boards and digests. Call it before the watermark moves, so that a crash loses no digest. */
export function makeRecurringKeeper(
  parts: Omit<BoardParts, 'outbox' | 'roster'> & { readonly outbox: Outbox; readonly roster: Roster },
): RecurringKeeper {
  const keepDigests = makeDigestKeeper(parts);
  const keepBoards = makeBoardKeeper(parts);
  return async (window) => {
    const digests = await keepDigests(window);
    const boards = await keepBoards(window.upTo);
    return { posts: digests.posts + boards.posts, next: sooner(digests.next, boards.next) };
  };
}

/**
 * Makes the function that reserves the digests of a window, at each tick; between two of them it only compares two
 * numbers. Harmless to repeat: a digest's key names its day.
 */
function makeDigestKeeper(parts: {
  readonly outbox: Pick<Outbox, 'reserve'>;
  readonly roster: Pick<Roster, 'recurring' | 'place'>;
}): (window: { readonly after: Instant; readonly upTo: Instant }) => Promise<RecurringLook> {
  const { outbox, roster } = parts;
  const clocks = (guild: GuildId) => roster.place(ofGuild(guild));
  let known: { readonly rows: unknown; readonly at: Instant; readonly next: Instant | null } | null = null;
  return async (window) => {
    const rows = roster.recurring();
    // Time that went back, since the clock was ahead, has other digests before it.
    const isAfter = known !== null && window.upTo >= known.at;
    const isQuiet = known?.rows === rows && (known.next === null || window.upTo < known.next);
    if (known !== null && isAfter && isQuiet) return { posts: 0, next: known.next };
    const due = planDigests(rows, clocks, window);
    const posts = due.length === 0 ? 0 : await outbox.reserve(makeReservation({ posts: due.map(postOf) }));
    const next = nextDigest(rows, clocks, window.upTo);
    known = { rows, at: window.upTo, next };
    return { posts, next };
  };
}

function postOf({ recurring, day, due }: DueDigest): PlannedPost {
  const { guild, channel, kind } = recurring;
  const body: DigestBody = { kind: kind === 'weekly' ? 'weekly' : 'daily', day };
  return keyedPost({
    kind: 'digest',
    owner: ofGuild(guild),
    channel,
    due,
    urgency: due + URGENCY_MS.digest,
    key: digestKey(channel, kind, day),
    body,
  });
}

/** An ordering of the list, and from when until when it is right. */
type Ordered = {
  readonly catalogue: Catalogue;
  readonly from: Instant;
  readonly until: Instant;
  readonly list: OrderedList;
};

const EVERYTHING: EventFilter = { topics: null, kinds: null };

/**
 * Makes the parts for boards and digests, as they are when it is called. The list is in the order in which `/dates list`
 * shows it; one ordering serves until a date passes.
 */
export function makeRecurringView(parts: {
  readonly outbox: Pick<Outbox, 'changes' | 'postByKey'>;
  readonly roster: Roster;
  catalogue(): Catalogue;
  /** Left out where no pictures are drawn. */
  drawPicture?(svg: string): Promise<Uint8Array>;
}): () => RecurringSeen {
  const { outbox, roster } = parts;
  let ordered: Ordered | null = null;
  let boards: { readonly of: Catalogue; readonly drawn: RecurringSeen['drawn'] } | null = null;
  return () => {
    const catalogue = parts.catalogue();
    if (boards?.of !== catalogue) boards = { of: catalogue, drawn: new Map() };
    return {
      outbox,
      drawn: boards.drawn,
      list: catalogue.list,
      events: catalogue.events,
      all: catalogue.all,
      drawPicture: parts.drawPicture ?? null,
      find: (channel, kind) => roster.recurring().find((row) => row.channel === channel && row.kind === kind) ?? null,
      filter: (channel) => roster.find(channel)?.filter ?? EVERYTHING,
      clock: (owner) => roster.place(owner),
      reader: (owner) => roster.reader(owner),
      pausedUntil: (owner) => roster.pausedUntil(owner),
      order(now) {
        if (ordered?.catalogue !== catalogue || now < ordered.from || now >= ordered.until) {
          const index = catalogue.index();
          ordered = { catalogue, from: now, until: nextTurn(index, now), list: orderEvents(index, now) };
        }
        return ordered.list;
      },
    };
  };
}

/** When the next event begins or is over: until then every event keeps its place in the ordering. */
function nextTurn(index: ListIndex, now: Instant): Instant {
  const anchor = index.edges[firstAfter(index.edges, now)]?.edge.anchor ?? Number.POSITIVE_INFINITY;
  return index.endings.reduce(
    (next, { span }) => (span.over !== null && span.over > now ? Math.min(next, span.over) : next),
    anchor,
  );
}
