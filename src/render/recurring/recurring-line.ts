import type { EventChange } from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import { LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { formatDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { statusWords } from '../card/list-row.ts';
import type { Spoken } from '../dates/date-phase.ts';
import { shortWhen, whenWords } from '../dates/when-words.ts';
import { countChanges, groupChanges } from '../notice/group-changes.ts';
import { type Frame, fitName, NAME_AT_LEAST, withNote } from '../reminder/reminder-sentence.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { capitalize } from '../text/escape-text.ts';
import { plainTitleOf, titleOfDate } from '../text/event-name.ts';
import { boardText, digestText } from './recurring-words.ts';

/** The contents of a digest's line. */
export type DigestLineView = {
  readonly days: number;
  readonly ahead: readonly { readonly event: ListEvent; readonly edge: Edge | null }[];
  readonly changes: readonly { readonly change: EventChange }[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  readonly zone: Reader;
  readonly late: boolean;
  readonly possiblyRepeated: boolean;
};

const COUNTED = {
  dates: 'newsDates',
  new: 'newsNew',
  outcomes: 'newsOutcomes',
  changes: 'newsChanges',
} as const;

/**
 * The lock-screen line of a digest: the number of dates ahead and the first of them, then the changes, by name where
 * there is room. At most 110 characters: the names of changes go first, then the nearest date's name is cut, then its
 * place and weekday are left out, finally the words before the line.
 */
export function digestLine(view: DigestLineView): string {
  const first: Frame = (line) => (view.late ? withNote(digestText('lateFirst'), line) : line);
  const frame: Frame = (line) =>
    view.possiblyRepeated ? withNote(reminderText('repeated'), first(line)) : first(line);
  const news = newsForms(
    view.changes.map(({ change }) => change),
    view.events,
  );
  const render = (name: number, brief: boolean, words: string) => withNews(aheadLine(view, name, brief), words);
  for (const words of news) {
    const line = frame(render(Number.POSITIVE_INFINITY, false, words));
    if (line.length <= LOCK_SCREEN_MAX) return capitalize(line);
  }
  const short = news.at(-1) ?? '';
  const bare: Frame = (line) => line;
  const forms = [
    [frame, NAME_AT_LEAST, false],
    [frame, 1, true],
    [bare, 1, true],
  ] as const;
  const lines = forms.map(([form, least, brief]) => form(fitName(form, least, (name) => render(name, brief, short))));
  return capitalize(lines.find((line) => line.length <= LOCK_SCREEN_MAX) ?? lines.at(-1) ?? '');
}

function withNews(line: string, news: string): string {
  return news === '' ? line : digestText('withNews', { line, news });
}

function aheadLine({ ahead, days, now, zone }: DigestLineView, name: number, brief: boolean): string {
  const [next] = ahead;
  if (next === undefined || next.edge === null) return digestText('none', { days });
  const first = nearestDate({ event: next.event, edge: next.edge, now, zone }, name, brief);
  return digestText('ahead', { days, count: ahead.length, first });
}

/** `2 dates changed.` with the titles behind it, and without; nothing where nothing changed. */
function newsForms(changes: readonly EventChange[], events: DigestLineView['events']): string[] {
  const groups = groupChanges(changes, events);
  if (groups.length === 0) return [''];
  const { count, of } = countChanges(groups);
  const news = digestText(COUNTED[of], { count });
  const titles = groups.map(({ id, main }) => plainTitleOf({ id, title: main.title })).join(', ');
  return [digestText('newsOf', { news: news.replace(/\.$/, ':'), titles }), news];
}

/** The dates that the line of a board names; a board's view has them. */
export type BoardLineView = {
  /** The number of events with an exact date ahead, and the soonest of them. */
  readonly ahead: number;
  readonly next: { readonly event: ListEvent; readonly edge: Edge | null } | null;
  /** The day of the newest date in the past, where none is ahead. */
  readonly lastDay: string | null;
  readonly now: Instant;
  /** The server's. */
  readonly zone: Reader;
};

/** The lock-screen line of a board: the number of dates ahead and the first of them, or that there is none. */
export function boardLine(view: BoardLineView): string {
  const { next, now, zone, lastDay } = view;
  if (next === null || next.edge === null) {
    return lastDay === null
      ? boardText('lineNone')
      : boardText('lineNoneLast', { day: formatDay(lastDay, 'day-year') });
  }
  const nearest = { event: next.event, edge: next.edge, now, zone };
  const line = (first: string) => boardText('line', { count: view.ahead, first });
  const render = (least: number, brief: boolean) =>
    line(fitName(line, least, (name) => nearestDate(nearest, name, brief)));
  const full = render(NAME_AT_LEAST, false);
  return full.length <= LOCK_SCREEN_MAX ? full : render(1, true);
}

/**
 * `100% U.S. tariff on Chinese imports, Sat 1 Nov (threatened)`: the event, its date at its place, how sure where it is not
 * confirmed; without a distance, so that it stays true for days. No markdown; the name takes at most `name` units. In brief
 * it leaves out the weekday and the place.
 */
export function nearestDate(spoken: Spoken, name: number, brief = false): string {
  const words = {
    title: titleOfDate(spoken, name),
    date: brief ? shortWhen(spoken, false) : whenWords(spoken, true, true),
  };
  const status = statusWords(spoken.event);
  return status === null ? boardText('first', words) : boardText('firstUnsure', { ...words, status });
}

/** Rows under a heading, each made only when there may be room for it; `more` words the number left out. */
export type RowGroup = {
  readonly heading: string;
  readonly count: number;
  /** The number of further rows, which are counted and never shown; none where left out. */
  readonly others?: number;
  /** The row at an index from 0 up to `count`. */
  readonly row: (index: number) => string;
  readonly more: (count: number) => string;
};

/** The rows of a group that are shown so far. */
type Shown = { readonly group: RowGroup; readonly rows: string[] };

/**
 * Lays groups one below the other within `max` UTF-16 units: every group keeps its heading and first row as long as
 * there is room, then the earlier ones fill up. Rows left out are counted under their own heading; no row is cut, since
 * rows hold timestamps. A group without rows is left out.
 */
export function layGroups(groups: readonly RowGroup[], max: number): string {
  const shown: Shown[] = groups.filter(({ count }) => count > 0).map((group) => ({ group, rows: [] }));
  let length = 0;
  for (const most of [1, Number.POSITIVE_INFINITY]) {
    for (const { group, rows } of shown) {
      while (rows.length < Math.min(most, group.count)) {
        const row = boardText('row', { row: group.row(rows.length) });
        const before = lengthOf(group, rows);
        const after = lengthOf(group, [...rows, row]);
        if (length - before + after > max) break;
        rows.push(row);
        length += after - before;
      }
    }
  }
  return shown.flatMap(({ group, rows }) => linesOf(group, rows)).join('\n');
}

/** The units of a group, with the break before it. */
function lengthOf(group: RowGroup, rows: readonly string[]): number {
  return linesOf(group, rows).reduce((sum, line) => sum + line.length + 1, 0);
}

function linesOf(group: RowGroup, rows: readonly string[]): string[] {
  if (rows.length === 0) return [];
  const left = group.count - rows.length + (group.others ?? 0);
  return [boardText('heading', { name: group.heading }), ...rows, ...(left > 0 ? [group.more(left)] : [])];
}
