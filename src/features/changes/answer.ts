import { controlIds } from '../../model/control-id.ts';
import type { LocalDay } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import { changeRow, type DatedChange, type RowSeen } from '../../render/notice/change-row.ts';
import { addDays, formatDay, zoneCity } from '../../time/local.ts';
import { zoneOf } from '../../time/reader.ts';
import { turnRow } from '../call/turn-pages.ts';
import { changesText } from './words.ts';

/** The ids of Previous and Next below `/dates changes`: `changes:<day>:<page>`. */
export const CHANGES_IDS = controlIds('changes', 'since', 'page');

/** One page of changes, newest first. `page` counts from 0 and lies within `pages`. */
export type ChangesView = RowSeen & {
  /** The first day that is looked at, by the calendar of the zone. */
  readonly since: LocalDay;
  readonly rows: readonly DatedChange[];
  readonly count: number;
  /** True where there were more changes than `count`, the most that are shown. */
  readonly cut: boolean;
  readonly page: number;
  readonly pages: number;
};

/** Shows the changes of the list since a day as a card, with buttons where there are more pages. */
export function changesAnswer(view: ChangesView): Message {
  const { since, rows, count, page, pages } = view;
  const title = changesText('title');
  const day = formatDay(since, 'weekday-year');
  if (count === 0) {
    const rows = [changesText('noneTry', { day: addDays(since, -30) })];
    return buildAnswer(changesText('none', { day }), buildCard({ title, rows }));
  }
  const card = buildCard({
    title,
    rows: rows.map((row) => changeRow(row, view)),
    sections: view.cut ? [{ name: cardText('careful'), rows: [changesText('most', { count })] }] : [],
    footer: changesText('daysIn', { city: zoneCity(zoneOf(view.zone)) }),
  });
  const line =
    pages === 1 ? changesText('line', { day, count }) : changesText('linePage', { day, count, page: page + 1, pages });
  const most = changesText('lineMost', { day, count, page: page + 1, pages });
  return buildAnswer(
    view.cut ? most : line,
    card,
    turnRow(view, (to) => CHANGES_IDS.write({ since, page: to })),
  );
}
