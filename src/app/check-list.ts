import { checkReport, describeCheck } from '../events/describe-check.ts';
import { readList } from '../events/read-list.ts';
import type { Instant } from '../model/date.ts';
import { listTodos } from '../plan/list-todos.ts';
import { text } from '../render/text.ts';
import { plainTodoLine } from '../render/todo-line.ts';
import { realMachine } from '../time/real-machine.ts';
import { makeCatalogue } from './catalogue.ts';
import { requireConfig } from './require-config.ts';
import type { Rim } from './rim.ts';

/**
 * `datewatch check`: reads the list and prints every problem, or what it found and what its keepers have to do by the
 * machine's clock, or by the simulated one. Exit code 1 when anything is wrong; a to-do is not wrong.
 */
export async function checkList(
  rim: Rim,
  options: { json?: boolean },
  now: Instant = realMachine().now(),
): Promise<number> {
  const config = await requireConfig(rim);
  const read = await readList(config.dataFolder);
  const todos = read.list === null ? [] : listTodos(makeCatalogue(read.list).all, config.simulated?.start ?? now);
  const lines = todos.map((todo) => `${text('trouble.todoField')}: ${plainTodoLine(todo)}\n`);
  rim.out(
    options.json === true
      ? `${JSON.stringify({ ...checkReport(read), todos })}\n`
      : [describeCheck(read), ...lines].join(''),
  );
  return read.list === null ? 1 : 0;
}
