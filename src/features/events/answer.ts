import { controlIds } from '../../model/control-id.ts';
import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { filterWords } from '../../render/card/describe-subscription.ts';
import { listRow } from '../../render/card/list-row.ts';
import { plainText } from '../../render/text/escape-text.ts';
import type { Reader } from '../../time/reader.ts';
import { turnRow } from '../call/turn-pages.ts';
import { eventsText } from './words.ts';

/** The ids of Previous and Next below `/dates list`: `page:<part>:<topic>:<kind>:<page>`. */
export const PAGE_IDS = controlIds('page', 'part', 'topic', 'kind', 'page');

/** Four digits keep the longest id, with a topic and a kind of 40 characters each, at Discord's 100. */
export const MAX_PAGE = 9999;

/** Which part of the list `/dates list` shows. */
export const PARTS = ['upcoming', 'past', 'all'] as const;
export type Part = (typeof PARTS)[number];

/** One page of the list. `page` counts from 0 and lies within `pages`. */
export type EventsView = {
  readonly part: Part;
  readonly filter: EventFilter;
  readonly rows: readonly { readonly event: ListEvent; readonly edge: Edge | null }[];
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly now: Instant;
  readonly zone: Reader;
  readonly events: ReadonlyMap<EventId, ListEvent>;
};

const WHAT = { upcoming: 'eventsUpcoming', past: 'eventsPast', all: 'eventsAll' } as const;

/** One page of the list as a card, with buttons where there are more pages. */
export function eventsAnswer(view: EventsView): Message {
  const { rows, count, page, pages, now, zone, events } = view;
  const what = eventsText(WHAT[view.part]);
  const filter = filterWords(view.filter);
  const all = view.filter.topics === null && view.filter.kinds === null;
  if (count === 0) {
    const none = all
      ? eventsText('eventsNone', { what })
      : eventsText('eventsNoneFor', { what, filter: plainText(filter, 80) });
    return buildAnswer(firstThatFits(none), buildCard({ title: what, rows: [eventsText('eventsTry')] }));
  }
  const card = buildCard({
    title: what,
    rows: rows.map(({ event, edge }) => `• ${listRow({ event, edge, events, now, zone })}`),
    footer: all ? null : eventsText('eventsFilter', { filter: plainText(filter, 200) }),
  });
  const line =
    pages > 1
      ? eventsText('eventsLine', { what, count, page: page + 1, pages })
      : eventsText('eventsLineShort', { what, count });
  return buildAnswer(
    line,
    card,
    turnRow(view, (to) => pageId(view, to)),
  );
}

/** The id of a button that leads to a page: everything that the press needs, so that it works after a restart. */
function pageId({ part, filter }: EventsView, page: number): string {
  const [[topic = ''], [kind = '']] = [filter.topics ?? [], filter.kinds ?? []];
  return PAGE_IDS.write({ part, topic, kind, page: Math.min(page, MAX_PAGE) });
}
