import type { LocalDay } from '../../model/date.ts';
import type { Todo } from '../../model/todo.ts';
import { formatDay } from '../../time/format.ts';
import { cleanText } from '../text/clean-text.ts';
import { escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { troubleText } from './trouble-words.ts';

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
