import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AcceptedLists, ListPlace, LoadedList } from '../../engine/list-keeper.ts';
import { readList } from '../../list/parse/read-list.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { runAtOnce } from '../../time/machine.ts';
import { replaceFile } from './replace-file.ts';
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
  if (last === null) return asRead;
  const { lossSteps } = await import('../../plan/changes/find-loss.ts');
  const loss = runAtOnce(lossSteps(last, read.list));
  return loss === null ? asRead : { list: last, problems: [], held: { version, loss } };
}

const FILE = 'accepted-list';

/**
 * Keeps the version that somebody has accepted in a file of its own in the state folder, since the process that accepts
 * may be another one than the one that runs. Written whole or not at all.
 */
export function keepAccepted(stateFolder: string): AcceptedLists {
  const path = join(stateFolder, FILE);
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(() => null);
      return text === null ? null : text.trim();
    },
    async write(version) {
      await mkdir(stateFolder, { recursive: true });
      await replaceFile(path, `${version}\n`);
    },
  };
}
