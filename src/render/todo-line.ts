import type { LocalDay } from '../model/date.ts';
import type { Todo } from '../model/todo.ts';
import { formatDay } from '../time/format.ts';
import { cleanText } from './clean-text.ts';
import { escapeText } from './escape-text.ts';
import { titleOf } from './event-name.ts';
import { text } from './text.ts';

/** A to-do in one or two sentences for a card: what is missing, what to do, in which file and line. Escaped. */
export function todoLine(todo: Todo): string {
  const file = todo.origin.file.split(/[\\/]/).at(-1) ?? todo.origin.file;
  const title = titleOf({ id: todo.event, title: todo.title }, 90);
  return sentence(todo, title, `${escapeText(file, 60)}:${todo.origin.line}`);
}

/** The same for a terminal: without escapes, and with the file as it was given. */
export function plainTodoLine(todo: Todo): string {
  return sentence(todo, cleanText(todo.title), `${todo.origin.file}:${todo.origin.line}`);
}

function sentence(todo: Todo, title: string, place: string): string {
  const words = { title, day: dayYear(todo.day), place };
  if (todo.what === 'no outcome') return text('trouble.todoOutcome', words);
  if (todo.verified === null) return text('trouble.todoNever', words);
  return text('trouble.todoStale', { ...words, verified: dayYear(todo.verified) });
}

function dayYear(day: LocalDay): string {
  return formatDay(day, 'day-year');
}
