import type { EventChange } from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import { LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { formatDay } from '../../time/local.ts';
import { statusWords } from '../card/list-row.ts';
import { isEndOfDay, spokenDay } from '../dates/date-phase.ts';
import { countChanges, groupChanges } from '../notice/group-changes.ts';
import { type Frame, fitName, NAME_AT_LEAST } from '../reminder/lock-screen-line.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { capitalize } from '../text/escape-text.ts';
import { nameOfDate, placeName, plainTitleOf } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { boardText, digestText } from './recurring-words.ts';

/** The contents of a digest's line. */
export type DigestLineView = {
  readonly days: number;
  readonly ahead: readonly { readonly event: ListEvent; readonly edge: Edge | null }[];
  readonly changes: readonly { readonly change: EventChange }[];
  readonly now: Instant;
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
 * there is room. At most 130 characters: the names of changes go first, then the nearest date's name is cut, then its
 * place and weekday are left out, finally the words before the line.
 */
export function digestLine(view: DigestLineView): string {
  const first: Frame = (line) => (view.late ? reminderText('lateFirst', { line }) : line);
  const frame: Frame = (line) =>
    view.possiblyRepeated ? reminderText('repeatedFirst', { line: first(line) }) : first(line);
  const news = newsForms(view.changes.map(({ change }) => change));
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

function aheadLine({ ahead, days, now }: DigestLineView, name: number, brief: boolean): string {
  const [next] = ahead;
  if (next === undefined || next.edge === null) return digestText('none', { days });
  const first = nearestDate({ event: next.event, edge: next.edge }, now, name, brief);
  return digestText('ahead', { days, count: ahead.length, first });
}

/** `2 dates changed.` with the titles behind it, and without; nothing where nothing changed. */
function newsForms(changes: readonly EventChange[]): string[] {
  const groups = groupChanges(changes);
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
};

/** The lock-screen line of a board: the number of dates ahead and the first of them, or that there is none. */
export function boardLine(view: BoardLineView): string {
  const { next, now, lastDay } = view;
  if (next === null || next.edge === null) {
    return lastDay === null
      ? boardText('lineNone')
      : boardText('lineNoneLast', { day: formatDay(lastDay, 'day-year') });
  }
  const nearest = { event: next.event, edge: next.edge };
  const line = (first: string) => boardText('line', { count: view.ahead, first });
  const render = (least: number, brief: boolean) =>
    line(fitName(line, least, (name) => nearestDate(nearest, now, name, brief)));
  const full = render(NAME_AT_LEAST, false);
  return full.length <= LOCK_SCREEN_MAX ? full : render(1, true);
}

/** An edge that a line names as the first of several. */
type NearestDate = { readonly event: ListEvent; readonly edge: Edge };

/**
 * `a 100% U.S. tariff on Chinese imports, from Sat 1 November (New York), threatened`: the event, its date at its
 * place, the certainty; without a distance, so that it stays true for days. No markdown; the name takes at most `name`
 * units. In brief it leaves out the place.
 */
export function nearestDate({ event, edge }: NearestDate, now: Instant, name: number, brief = false): string {
  const day = spokenDay({ edge, now }, !brief);
  const words = {
    what: nameOfDate({ event, edge }, name),
    date: isEndOfDay(edge) ? dateText('through', { date: day }) : inRole(edge, day),
    certainty: statusWords(event),
  };
  return brief ? boardText('firstBrief', words) : boardText('first', { ...words, place: placeName(event) });
}

function inRole(edge: Edge, day: string): string {
  if (edge.kind === 'last-day') return dateText('lastDay', { date: day });
  return edge.kind === 'takes-effect' ? dateText('from', { date: day }) : day;
}
