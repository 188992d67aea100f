import { lastEdge, type OrderedEvents, orderEvents } from '../../list/index/order-events.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { EventFilter, GuildId } from '../../model/subscription.ts';
import { wantsEvent } from '../../plan/reminders/match-filter.ts';
import type { CommandContext } from '../call/context.ts';
import { readClock } from '../call/read-clock.ts';
import { type EventsView, MAX_PAGE, type Part } from './answer.ts';

/** Which page of which part of the list. */
export type PageWish = { readonly part: Part; readonly filter: EventFilter; readonly page: number };

const PAGE_SIZE = 10;

/** A page of the list as it is now: a page that no longer exists becomes the last one. */
export async function listPage(wish: PageWish, guild: GuildId | null, context: CommandContext): Promise<EventsView> {
  const index = context.index();
  const now = context.world.now();
  const { zone } = await readClock(guild, context);
  const rows = rowsOf(wish.part, orderEvents(index, now)).filter(({ event }) => wantsEvent(wish.filter, event));
  const pages = Math.min(Math.max(1, Math.ceil(rows.length / PAGE_SIZE)), MAX_PAGE + 1);
  const page = Math.min(Math.max(0, wish.page), pages - 1);
  return {
    part: wish.part,
    filter: wish.filter,
    rows: rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
    count: rows.length,
    page,
    pages,
    now,
    zone,
    events: index.events,
  };
}

type Row = { readonly event: ListEvent; readonly edge: Edge | null };

/** Upcoming: what is on, what is ahead, the undated at the end. Past: newest first. */
function rowsOf(part: Part, { running, ahead, open, past }: OrderedEvents): Row[] {
  const upcoming: Row[] = [
    ...running.map((listed) => ({ event: listed.event, edge: lastEdge(listed) })),
    ...ahead.map(({ listed, edge }) => ({ event: listed.event, edge })),
    ...open.map(({ event }) => ({ event, edge: null })),
  ];
  const behind: Row[] = past.map((listed) => ({ event: listed.event, edge: lastEdge(listed) }));
  if (part === 'upcoming') return upcoming;
  return part === 'past' ? behind : [...upcoming, ...behind];
}
