import type { EventChange } from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import { CARD_DESCRIPTION_ROOM } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import { localDay, zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { buildAnswer, buildCard } from '../card/build-card.ts';
import { cardText } from '../card/card-words.ts';
import { dueInWords } from '../card/describe-reminder.ts';
import { listRow, openRow } from '../card/list-row.ts';
import { changeRow } from '../notice/change-row.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { carefulRows } from '../trouble/describe-list.ts';
import { digestLine, layGroups, type RowGroup } from './recurring-line.ts';
import { digestText } from './recurring-words.ts';
import { withDatesButton } from './render-board.ts';

type Row = { readonly event: ListEvent; readonly edge: Edge | null };

/** The contents of a digest, as `chooseDigestRows` chooses them. */
export type DigestView = {
  readonly days: number;
  readonly running: readonly Row[];
  readonly ahead: readonly Row[];
  readonly changes: readonly { readonly at: Instant; readonly change: EventChange }[];
  readonly open: readonly ListEvent[];
  /** When the digest before this one was due. */
  readonly since: Instant;
  /** When this one was due; `late` when that is not just now. */
  readonly due: Instant;
  readonly late: boolean;
  readonly list: Pick<EventList, 'files'>;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  readonly zone: Reader;
  readonly mark: string;
  readonly possiblyRepeated: boolean;
};

/** A digest is read at a glance: further rows are counted. */
const MOST = { ahead: 15, changes: 10, open: 5, running: 5 };

/** Renders a digest as one message that pings nobody: dates under way and ahead, changes, open dates. */
export function renderDigest(view: DigestView): Message {
  const { days, now, zone } = view;
  const notes = [
    ...(view.late ? [digestText('late', { due: dueInWords(view.due, zone) })] : []),
    ...(view.possiblyRepeated ? [reminderText('possiblyRepeated')] : []),
  ];
  const rows = layGroups(groupsOf(view), CARD_DESCRIPTION_ROOM - notes.join('\n').length - 1);
  const card = buildCard({
    title: digestText('title', { days }),
    rows: [...notes, rows],
    sections: [
      {
        name: cardText('careful'),
        rows: carefulRows(view.list.files, [...view.events.values()], localDay(now, zoneOf(zone))),
      },
    ],
    footer: digestText('footer', { city: zoneCity(zoneOf(zone)) }),
  });
  return { ...withDatesButton(buildAnswer(digestLine(view), card), view.mark), silent: true };
}

function groupsOf(view: DigestView): RowGroup[] {
  const seen = { events: view.events, now: view.now, zone: view.zone };
  const dated = (row: Row) => listRow({ ...seen, ...row });
  return [
    groupOf(digestText('onNow'), view.running, MOST.running, dated, moreEvents),
    view.ahead.length === 0
      ? { heading: digestText('aheadField'), count: 1, row: () => digestText('nothingAhead'), more: moreEvents }
      : groupOf(digestText('aheadField'), view.ahead, MOST.ahead, dated, moreEvents),
    groupOf(
      digestText('changedField', { when: dueInWords(view.since, view.zone) }),
      view.changes,
      MOST.changes,
      // A row of changes has a bullet of its own.
      (change) => changeRow(change, seen).replace(/^• /, ''),
      moreChanges,
    ),
    groupOf(digestText('openField'), view.open, MOST.open, (event) => openRow(event, view.events), moreEvents),
  ];
}

function groupOf<Item>(
  heading: string,
  items: readonly Item[],
  most: number,
  rowOf: (item: Item) => string,
  more: RowGroup['more'],
): RowGroup {
  const shown = items.slice(0, most);
  const others = items.length - shown.length;
  const rows = shown.map(rowOf);
  return { heading, count: rows.length, others, row: (index) => rows[index] ?? '', more };
}

function moreEvents(count: number): string {
  return digestText('moreEvents', { count });
}

function moreChanges(count: number): string {
  return digestText('moreChanges', { count });
}
