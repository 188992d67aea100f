import { lastEdge, type OrderedEvents, orderEvents } from '../../list/index/order-events.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { EventFilter, GuildId } from '../../model/subscription.ts';
import { wantsEvent } from '../../plan/reminders/match-filter.ts';
import { mayAnswerAll } from '../call/check-channel.ts';
import type { Command, CommandShape, PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { readClock } from '../call/read-clock.ts';
import { completeWord, KIND_OPTION, readFilter, TOPIC_OPTION } from '../call/read-filter.ts';
import { datesReply, SHARE_OPTION } from '../call/share-answer.ts';
import { readPage } from '../call/turn-pages.ts';
import { type EventsView, eventsAnswer, MAX_PAGE, PAGE_IDS, PARTS, type Part } from './answer.ts';
import { eventsText } from './words.ts';

const SHAPE = {
  name: 'dates list',
  description: eventsText('events'),
  options: [
    {
      name: 'when',
      description: eventsText('eventsWhen'),
      type: 'string',
      choices: [
        { name: eventsText('eventsWhenUpcoming'), value: 'upcoming' },
        { name: eventsText('eventsWhenPast'), value: 'past' },
        { name: eventsText('eventsWhenAll'), value: 'all' },
      ],
    },
    TOPIC_OPTION,
    KIND_OPTION,
    SHARE_OPTION,
  ],
} as const satisfies CommandShape;

/** `/dates list`: the list, in pages with buttons. */
const events: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const index = context.index();
    // One topic and one kind: both must fit into the id of the page's buttons.
    const filter: EventFilter = readFilter(call.options, index, { most: 1, setting: false });
    const view = await listPage({ part: call.options.when ?? 'upcoming', filter, page: 0 }, call.guild, context);
    return datesReply(call, eventsAnswer(view));
  },
  async complete(_call, focused, context) {
    return completeWord(focused, context.index());
  },
};

/** The part and the page of the list that are asked for. */
type PageRequest = { readonly part: Part; readonly filter: EventFilter; readonly page: number };

const PAGE_SIZE = 10;

/** A page of the list as it is now: a page that no longer exists becomes the last one. */
async function listPage(request: PageRequest, guild: GuildId | null, context: CommandContext): Promise<EventsView> {
  const index = context.index();
  const now = context.world.now();
  const { reader: zone } = await readClock(guild, context);
  const rows = rowsOf(request.part, orderEvents(index, now)).filter(({ event }) => wantsEvent(request.filter, event));
  const pages = Math.min(Math.max(1, Math.ceil(rows.length / PAGE_SIZE)), MAX_PAGE + 1);
  const page = Math.min(Math.max(0, request.page), pages - 1);
  return {
    part: request.part,
    filter: request.filter,
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

/** Upcoming: events under way, then those ahead, undated ones at the end. Past: newest first. */
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

/** A press on Previous or Next below a page of `/dates list` turns it in place. */
const pressPage: PressHandler<CommandContext> = {
  action: PAGE_IDS.action,
  async handle(call, context) {
    const { part, topic, kind, page } = PAGE_IDS.read(call.args);
    const view = await listPage(
      {
        part: PARTS.find((known) => known === part) ?? 'upcoming',
        filter: { topics: topic === '' ? null : [topic], kinds: kind === '' ? null : [kind] },
        page: readPage(page),
      },
      call.guild,
      context,
    );
    return { message: eventsAnswer(view), private: !mayAnswerAll(call), update: true, shareable: true };
  },
};

/**
 * A press on All dates below a board or a digest: the first page of upcoming dates, for the person who pressed only.
 * The message above the button belongs to the channel and stays.
 */
const pressDates: PressHandler<CommandContext> = {
  action: 'dates',
  async handle(call, context) {
    const everything = { topics: null, kinds: null };
    const view = await listPage({ part: 'upcoming', filter: everything, page: 0 }, call.guild, context);
    return { message: eventsAnswer(view), private: true, shareable: true };
  },
};

export const feature: Feature = { commands: [events], presses: [pressPage, pressDates] };
