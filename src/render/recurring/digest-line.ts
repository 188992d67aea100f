import type { EventChange } from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { nearestDate } from '../dates/nearest-date.ts';
import { countChanges, groupChanges } from '../notice/group-changes.ts';
import { type Frame, fitName, LINE } from '../reminder/lock-screen-line.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { beginLarge } from '../text/capitalize.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { digestText } from './digest-words.ts';

/** What the line of a digest is made from. */
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

/** Room below which a cut name no longer tells events apart. */
const NAME_AT_LEAST = 30;

/**
 * The lock-screen line of a digest: how many dates are ahead and the first of them, then what changed, by name where there
 * is room. At most 130 characters: the names of changes go first, then the nearest date's name is cut, then its place
 * and weekday are left out, at last what stands before the line.
 */
export function digestLine(view: DigestLineView): string {
  const first: Frame = (line) => (view.late ? reminderText('lateFirst', { line }) : line);
  const frame: Frame = (line) =>
    view.possiblyRepeated ? reminderText('repeatedFirst', { line: first(line) }) : first(line);
  const news = newsForms(view.changes.map(({ change }) => change));
  const say = (name: number, brief: boolean, words: string) => withNews(aheadLine(view, name, brief), words);
  for (const words of news) {
    const line = frame(say(Number.POSITIVE_INFINITY, false, words));
    if (line.length <= LINE) return beginLarge(line);
  }
  const short = news.at(-1) ?? '';
  const bare: Frame = (line) => line;
  const forms = [
    [frame, NAME_AT_LEAST, false],
    [frame, 1, true],
    [bare, 1, true],
  ] as const;
  const lines = forms.map(([form, least, brief]) => form(fitName(form, least, (name) => say(name, brief, short))));
  return beginLarge(lines.find((line) => line.length <= LINE) ?? lines.at(-1) ?? '');
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
