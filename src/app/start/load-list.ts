import { readList } from '../../list/parse/read-list.ts';
import type { EventList } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { startErrorOf } from './start-error.ts';

/** The list to run with. `problems` is not empty where the files are broken and the last good list is used instead. */
export type LoadedList = { readonly list: EventList; readonly problems: readonly Problem[] };

/**
 * Reads the list; where it is broken, returns the list that was in force last, so that a bad edit and a restart do not
 * silence known dates. Throws `StartError` with every problem when there is none.
 */
export async function loadList(folder: string, outbox: Outbox): Promise<LoadedList> {
  const read = readList(folder);
  if (read.list !== null) return { list: read.list, problems: [] };
  const list = await outbox.lastList();
  if (list === null) throw startErrorOf('The list of events cannot be used.', read.problems);
  return { list, problems: read.problems };
}
