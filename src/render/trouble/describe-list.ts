import type { Instant, LocalDay, Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent, ListFile } from '../../model/event.ts';
import { type Problem, problemLine } from '../../model/problem.ts';
import { FRESH_DAYS, type Todo } from '../../model/todo.ts';
import { daysBetween, formatDay, formatRange, localDay } from '../../time/local.ts';
import { cardText } from '../card/card-words.ts';
import { edgeWords } from '../card/describe-reminder.ts';
import { cleanText, escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { alarmText, troubleText } from './trouble-words.ts';

/** A to-do in one or two sentences for a card: what is missing, what to do, in which file and line. Escaped. */
export function todoLine(todo: Todo): string {
  const file = todo.origin.file.split(/[\\/]/).at(-1) ?? todo.origin.file;
  const title = titleOf({ id: todo.event, title: todo.title }, 90);
  const other = todo.on === undefined ? '' : titleOf({ id: todo.on.event, title: todo.on.title }, 90);
  return sentence(todo, { title, other, place: `${escapeText(file, 60)}:${todo.origin.line}` });
}

/** The same for a terminal: without escapes, and with the file as it was given. */
export function plainTodoLine(todo: Todo): string {
  const place = `${todo.origin.file}:${todo.origin.line}`;
  return sentence(todo, { title: cleanText(todo.title), other: cleanText(todo.on?.title ?? ''), place });
}

type Words = { readonly title: string; readonly other: string; readonly place: string };

function sentence(todo: Todo, { title, other, place }: Words): string {
  const words = { title, day: dayYear(todo.day), place };
  if (todo.what === 'hangs on') return troubleText('todoHangs', { ...words, other });
  if (todo.what === 'no outcome') return troubleText('todoOutcome', words);
  if (todo.verified === null) return troubleText('todoNever', words);
  return troubleText('todoStale', { ...words, verified: dayYear(todo.verified) });
}

function dayYear(day: LocalDay): string {
  return formatDay(day, 'day-year');
}

/** A list that is held back in a sentence for log and `/datewatch check`: what it lacks, and until when. */
export function lossAlarm(loss: {
  readonly gone: readonly unknown[];
  readonly poorer: readonly unknown[];
  readonly of: number;
  readonly isLarge: boolean;
}): string {
  const { of } = loss;
  if (loss.gone.length === 0) return alarmText('poorerMinute', { count: loss.poorer.length, of });
  return alarmText(loss.isLarge ? 'shorterWaits' : 'shorterMinute', { count: loss.gone.length, of });
}

/** Longest line of one problem in a card. */
const MOST = 250;

/**
 * One problem of the list on one line, for a card, escaped. A file by its name alone: its folder on the host must not
 * appear in a channel.
 */
export function shownProblem(problem: Problem): string {
  return escapeText(problemLine({ ...problem, file: problem.file?.split(/[\\/]/).at(-1) ?? null }), MOST);
}

/**
 * The days until which the makers of the list knew, for the files where that was more than so many days ago; one line for
 * each. Readers need a word only where a list is old (docs/messages.md, rule 6).
 */
export function carefulRows(
  files: readonly ListFile[],
  events: readonly ListEvent[],
  today: LocalDay,
  days: number = FRESH_DAYS,
): string[] {
  return files.flatMap((file) => {
    if (file.knownUntil === null) return [];
    const checked = lastChecked(file, events);
    const last = checked !== null && checked > file.knownUntil ? checked : file.knownUntil;
    if (daysBetween(last, today) <= days) return [];
    const day = shortDay(file.knownUntil);
    const line =
      checked !== null && checked > file.knownUntil
        ? cardText('sourcesEndChecked', { day, checked: shortDay(checked) })
        : cardText('sourcesEnd', { day });
    return files.length === 1 ? line : cardText('fileSays', { file: shownFile(file.file), text: line });
  });
}

/** `23 Oct 2025`. */
function shortDay(day: LocalDay): string {
  return formatRange(day, day);
}

/** A file by its name alone: its folder on the host must not appear in a channel. */
export function shownFile(path: string): string {
  return escapeText(baseName(path), 80);
}

/** The same without escapes. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The last day on which an entry of a file was verified; `null` where none says. */
export function lastChecked(file: ListFile, events: readonly ListEvent[]): LocalDay | null {
  let last: LocalDay | null = null;
  for (const { origin, lastVerified } of events) {
    if (origin.file !== file.file || lastVerified === null) continue;
    if (last === null || lastVerified > last) last = lastVerified;
  }
  return last;
}

/**
 * The first sentence of a run about its list: how much is ahead, or that nothing is and what to do (product rule 23).
 */
export function describeAhead(
  dated: readonly { readonly event: ListEvent; readonly edges: readonly Edge[] }[],
  now: Instant,
): string {
  const edges = dated.flatMap(({ event, edges: own }) => own.map((edge) => ({ event, edge })));
  const ahead = edges.filter(({ edge }) => edge.anchor > now).sort((a, b) => a.edge.anchor - b.edge.anchor);
  const nearest = ahead[0];
  if (nearest) {
    const day = formatDay(nearest.edge.day, 'weekday-year');
    return alarmText('datesAhead', { count: ahead.length, title: nearest.event.title, day });
  }
  const last = edges.sort((a, b) => b.edge.anchor - a.edge.anchor)[0];
  if (last === undefined) return alarmText('nothingAhead');
  // The last minute of a day that ends at midnight belongs to that day.
  const lastDay = localDay(last.edge.anchor - 1, last.edge.zone);
  return alarmText('nothingMore', { day: formatDay(lastDay, 'day-year') });
}

/** One file's dates that are ahead, and the next reminders of them with their days in `zone`; for a terminal. */
export function fileAheadLine(
  ahead: {
    readonly file: string;
    readonly dates: number;
    readonly next: readonly { readonly due: Instant; readonly event: ListEvent; readonly edge: Edge }[];
  },
  zone: Zone,
): string {
  const { file, dates, next } = ahead;
  if (dates === 0) return troubleText('aheadNone', { file });
  const rows = next.map(({ due, event, edge }) =>
    troubleText('aheadReminder', {
      day: formatDay(localDay(due, zone), 'weekday-year'),
      title: cleanText(event.title),
      edge: edgeWords(event, edge, 'weekday-year'),
    }),
  );
  const words = rows.length === 0 ? troubleText('aheadPast') : troubleText('aheadNext', { reminders: rows.join('; ') });
  return troubleText('ahead', { file, count: dates, next: words });
}
