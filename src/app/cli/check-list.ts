import { makeCatalogue } from '../../engine/catalogue.ts';
import { checkReport, describeCheck } from '../../list/parse/describe-check.ts';
import { readList } from '../../list/parse/read-list.ts';
import type { Instant } from '../../model/date.ts';
import { type FutureDay, findFuture } from '../../plan/changes/find-future.ts';
import { listTodos } from '../../plan/changes/list-todos.ts';
import { type FileAhead, listAhead } from '../../plan/reminders/list-ahead.ts';
import { fileAheadLine, plainTodoLine } from '../../render/trouble/describe-list.ts';
import { alarmText, troubleText } from '../../render/trouble/trouble-words.ts';
import { realMachine } from '../../time/machine.ts';
import { isZoneDataOld, zoneDataVersion } from '../../time/zone-data.ts';
import { type Io, requireConfig } from '../start/start-error.ts';

/**
 * `datewatch check`: reads the list and prints every problem, or its contents, the next reminders and the to-dos of its maintainers by the
 * machine's clock, or by the simulated one. Exit code 1 when anything is wrong; a to-do is not wrong.
 */
export async function checkList(
  io: Io,
  options: { json?: boolean },
  now: Instant = realMachine().now(),
  zoneData: string = zoneDataVersion(),
): Promise<number> {
  const config = await requireConfig(io);
  const read = readList(config.dataFolder, config.defaults);
  const at = config.simulated?.start ?? now;
  const dated = read.list === null ? [] : makeCatalogue(read.list).all;
  const todos = listTodos(dated, at);
  const files = read.list?.files.map(({ file }) => file) ?? [];
  const ahead = listAhead(files, dated, config.defaults, at);
  const next = ahead.map((file) => `${fileAheadLine(file, config.defaults.zone)}\n`);
  const lines = todos.map((todo) => `${troubleText('todoField')}: ${plainTodoLine(todo)}\n`);
  const slips = read.list === null ? [] : findFuture(read.list, now).map(futureLine);
  const old = isZoneDataOld(zoneData, now) ? [`${alarmText('zoneDataOld', { version: zoneData })}\n`] : [];
  const zones = [`Time zone data: ${zoneData}.\n`, ...old];
  const report = checkReport(read);
  io.out(
    options.json === true
      ? `${JSON.stringify({ ...report, ok: report.ok && slips.length === 0, slips, ahead: ahead.map(aheadAsData), todos, zoneData })}\n`
      : [...zones, describeCheck(read, slips), ...next, ...lines].join(''),
  );
  return read.list === null || slips.length > 0 ? 1 : 0;
}

function futureLine({ event: { id, origin }, source, day }: FutureDay): string {
  const what = source === null ? `\`lastVerified\` is ${day}` : `${source} is published ${day}`;
  return `${origin.file}:${origin.line}: ${id}: ${what}, which is in the future. Expected: today or before.`;
}

function aheadAsData({ file, dates, next }: FileAhead) {
  const reminders = next.map(({ due, event, edge }) => ({
    at: new Date(due).toISOString(),
    event: event.id,
    edge: edge.name,
    date: edge.sourceDate,
  }));
  return { file, dates, next: reminders };
}
