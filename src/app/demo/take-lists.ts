import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ListDefaults } from '../../list/parse/parse-list.ts';
import { isListName } from '../../list/parse/read-list.ts';
import { readListInThread } from '../../list/watch/read-in-thread.ts';
import type { EventList } from '../../model/event.ts';
import { type Problem, problemLine } from '../../model/problem.ts';
import type { ListFiles } from './list-folder.ts';

/** Most problems that fit into one answer. */
const MOST_SHOWN = 5;

/** Reads the lists of a folder as texts. */
export async function listsIn(folder: string): Promise<ListFiles> {
  const names = (await readdir(folder)).filter(isListName).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

/** A file name that a list may have, for one that a person gives. */
export function listName(name: string): string {
  const bare = basename(name.replaceAll('\\', '/'))
    .replace(/^[._]+/, '')
    .replace(/(?:\.template)?\.ya?ml$/i, '');
  return `${bare === '' ? 'list' : bare}.yaml`;
}

/** Checks lists as `datewatch check` does, in a thread of its own. Throws every mistake, with file and line. */
export async function checkLists(files: ListFiles, defaults: ListDefaults): Promise<EventList> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-check-'));
  try {
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    const read = await readListInThread(folder, defaults);
    if (read.list !== null) return read.list;
    throw new Error(
      describe(
        read.problems.map((problem) => ({ ...problem, file: problem.file && basename(problem.file) })),
        read.moreProblems,
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describe(problems: readonly Problem[], more: number): string {
  const left = problems.length + more - MOST_SHOWN;
  return [...problems.slice(0, MOST_SHOWN).map(problemLine), ...(left > 0 ? [`… and ${left} more.`] : [])].join('\n');
}
