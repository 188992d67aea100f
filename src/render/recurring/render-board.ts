import { writeControlId } from '../../model/control-id.ts';
import type { Instant } from '../../model/date.ts';
import { CARD_DESCRIPTION_ROOM } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { PinRefusal } from '../../model/recurring.ts';
import { type ChannelId, type EventFilter, letsAllThrough } from '../../model/subscription.ts';
import { formatDay, localDay, zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { buildAnswer, buildCard } from '../card/build-card.ts';
import { cardText } from '../card/card-words.ts';
import { channelMention, filterWords } from '../card/describe-subscription.ts';
import { listRow, openRow } from '../card/list-row.ts';
import { carefulRows } from '../trouble/describe-list.ts';
import { type BoardLineView, boardLine, layGroups, type RowGroup } from './recurring-line.ts';
import { boardText } from './recurring-words.ts';

/** Rows of one heading. */
type Group = {
  readonly when: 'this week' | 'next week' | 'week' | 'later';
  readonly monday: string | null;
  readonly rows: readonly { readonly event: ListEvent; readonly edge: Edge | null }[];
};

/** The contents of a board, as `planBoard` plans them. */
export type BoardView = BoardLineView & {
  readonly groups: readonly Group[];
  readonly open: readonly ListEvent[];
  readonly filter: EventFilter;
  readonly list: Pick<EventList, 'files'>;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly possiblyRepeated: boolean;
};

/**
 * Renders the board as one message that pings nobody. Nothing in it becomes wrong before `changesAt` of its plan. It
 * has no button yet: that belongs to a post (`withDatesButton`).
 */
export function renderBoard(view: BoardView): Message {
  const { zone, now, possiblyRepeated } = view;
  const groups = [
    ...view.groups.map((group) => datedGroup(group, view)),
    groupOf(boardText('noExactDay'), view.open, (event) => openRow(event, view.events)),
  ];
  const shown = view.ahead > 0 ? [] : [noneWords(view)];
  const lead = [...(possiblyRepeated ? [boardText('repeated')] : []), ...shown];
  const rows = layGroups(groups, CARD_DESCRIPTION_ROOM - lead.join('\n').length - 1);
  const card = buildCard({
    title: boardText('title'),
    rows: [...lead, ...(rows === '' ? [] : [rows])],
    sections: [
      { name: boardText('shown'), rows: letsAllThrough(view.filter) ? [] : [filterWords(view.filter)] },
      {
        name: cardText('careful'),
        rows: carefulRows(view.list.files, [...view.events.values()], localDay(now, zoneOf(zone))),
      },
    ],
    footer: boardText('footer', {
      day: formatDay(localDay(now, zoneOf(zone)), 'weekday-year'),
      city: zoneCity(zoneOf(zone)),
    }),
  });
  return { ...buildAnswer(boardLine(view), card), silent: true };
}

/** Renders a board that is switched off: its message stays, and must not be taken for one that is still updated. */
export function renderBoardOff({ at, zone, mark }: { at: Instant; zone: Reader; mark: string }): Message {
  const day = formatDay(localDay(at, zoneOf(zone)), 'weekday-year');
  const card = buildCard({ title: boardText('offTitle'), rows: [boardText('offText', { day })] });
  return withDatesButton(buildAnswer(boardText('offLine'), card), mark);
}

/**
 * Adds a button to a message of the channel that shows all dates to whoever presses it. The button carries the post's
 * nonce, by which the bot finds its message again.
 */
export function withDatesButton(message: Message, mark: string): Message {
  const id = writeControlId('dates', [], mark);
  const button = { type: 'button', id, label: boardText('allDates'), style: 'secondary', disabled: false } as const;
  return { ...message, controls: [[button]] };
}

function noneWords({ lastDay }: BoardView): string {
  return lastDay === null ? boardText('none') : boardText('noneLast', { day: formatDay(lastDay, 'day-year') });
}

function datedGroup({ when, monday, rows }: Group, { events, now, zone }: BoardView): RowGroup {
  return groupOf(weekName(when, monday, localDay(now, zoneOf(zone))), rows, (row) =>
    listRow({ ...row, events, now, zone, stands: true }),
  );
}

function groupOf<Item>(heading: string, items: readonly Item[], rowOf: (item: Item) => string): RowGroup {
  return {
    heading,
    count: items.length,
    row(index) {
      const item = items[index];
      return item === undefined ? '' : rowOf(item);
    },
    more,
  };
}

function more(count: number): string {
  return boardText('more', { count });
}

function weekName(when: Group['when'], monday: string | null, today: string): string {
  if (when === 'this week') return boardText('thisWeek');
  if (when === 'next week') return boardText('nextWeek');
  if (when === 'later' || monday === null) return boardText('later');
  const thisYear = monday.slice(0, 4) === today.slice(0, 4);
  return boardText('weekOf', { day: formatDay(monday, thisYear ? 'day-short' : 'day-year') });
}

const PIN_WORDS = { 'not allowed': 'pinNotAllowed', refused: 'pinRefused', failed: 'pinFailed' } as const;

/** The reason for which the board of a channel is not pinned, and what to do, as sentences for a card. */
export function pinRefusalWords(why: PinRefusal, channel: ChannelId): string {
  return boardText(PIN_WORDS[why], { channel: channelMention(channel) });
}

/** The same as one line about one of several channels. */
export function unpinnedLine({ channel, why }: { readonly channel: ChannelId; readonly why: PinRefusal }): string {
  return boardText('unpinned', { channel: channelMention(channel), why: pinRefusalWords(why, channel) });
}
