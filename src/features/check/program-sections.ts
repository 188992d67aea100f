import type { Instant } from '../../model/date.ts';
import type { ListFile } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import type { Todo } from '../../model/todo.ts';
import type { OutboxSummary } from '../../outbox/outbox.ts';
import type { Section } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { timestamp } from '../../render/dates/date-phrases.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { dateText } from '../../render/text/words.ts';
import { shownFile, shownProblem, todoLine } from '../../render/trouble/describe-list.ts';
import { formatDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { checkText } from './words.ts';

/** The state of the program and its list, for those who look after them alone. */
export type ProgramView = {
  readonly startedAt: Instant;
  readonly lastTickAt: Instant | null;
  readonly posts: Omit<OutboxSummary, 'lastSentAt'>;
  readonly version: string;
  readonly files: readonly ListFile[];
  readonly problems: readonly Problem[];
  readonly todos: readonly Todo[];
};

const MAX_TODOS = 3;
/** A version is a hash: its beginning is enough to tell two apart. */
const SHOWN_VERSION = 12;

/** The sections of the check for maintainers: mistakes of the list, chores, posts, files. */
export function programSections(view: ProgramView, zone: Reader, simulated: boolean): Section[] {
  return [
    { name: checkText('problems'), rows: view.problems.map((problem) => `• ${shownProblem(problem)}`) },
    { name: checkText('todos'), rows: todoRows(view.todos) },
    { name: checkText('running'), rows: [runningRow(view, zone, simulated)] },
    { name: checkText('posts'), rows: [checkText('postsLine', view.posts)] },
    { name: checkText('files'), rows: fileRows(view) },
  ];
}

function todoRows(todos: readonly Todo[]): string[] {
  const rows = todos.slice(0, MAX_TODOS).map((todo) => `• ${todoLine(todo)}`);
  const more = todos.length - MAX_TODOS;
  return more > 0 ? [...rows, cardText('more', { count: more })] : rows;
}

/** A timestamp counts by the reader's real clock, so it would be wrong in a simulated world. */
function runningRow({ startedAt, lastTickAt }: ProgramView, zone: Reader, simulated: boolean): string {
  const shown = (at: Instant) => dateText('dayAndTime', dayAndTime(at, zone));
  const since = shown(startedAt);
  if (lastTickAt === null) return checkText('runningNoTick', { since });
  return checkText('runningSince', { since, tick: simulated ? shown(lastTickAt) : timestamp(lastTickAt, 'R') });
}

function fileRows({ version, files }: ProgramView): string[] {
  return [
    checkText('version', { version: version.slice(0, SHOWN_VERSION) }),
    ...files.map((file) => {
      const known =
        file.knownUntil === null ? '' : checkText('fileKnown', { day: formatDay(file.knownUntil, 'day-year') });
      return `• ${checkText('fileLine', {
        file: shownFile(file.file),
        count: file.events,
        covers: escapeText(file.covers, 120),
        known: `${known}${file.archive ? checkText('fileArchive') : ''}`,
      })}.`;
    }),
  ];
}
