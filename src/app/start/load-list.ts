import type { AcceptedLists, ListPlace, LoadedList } from '../../engine/list-keeper.ts';
import { readList } from '../../list/parse/read-list.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { findLoss } from '../../plan/changes/find-loss.ts';
import { startErrorOf } from './start-error.ts';

/**
 * Reads the list; where it is broken, or lacks something of the list that was in force last and nobody has accepted that,
 * the latter stands in, so that a bad edit and a restart do not silence what is already known. Throws `StartError` with
 * every problem when there is none.
 */
export async function loadList(
  { folder, defaults }: ListPlace,
  outbox: Pick<Outbox, 'settledList' | 'lastList'>,
  accepted: Pick<AcceptedLists, 'read'>,
): Promise<LoadedList> {
  const read = readList(folder, defaults);
  if (read.list === null) {
    const list = await outbox.lastList();
    if (list === null) throw startErrorOf('The list of events cannot be used.', read.problems);
    return { list, problems: read.problems, held: null };
  }
  const { version } = read.list;
  const asRead: LoadedList = { list: read.list, problems: [], held: null };
  if ((await outbox.settledList())?.version === version || (await accepted.read()) === version) return asRead;
  const last = await outbox.lastList();
  const loss = last === null ? null : findLoss(last, read.list);
  return last === null || loss === null ? asRead : { list: last, problems: [], held: { version, loss } };
}
