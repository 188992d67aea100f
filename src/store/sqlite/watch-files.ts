import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Machine } from '../../time/machine.ts';

/** The database's file as it stands on the disk, compared with the one that is open. */
export type FilesVerdict = 'well' | 'deleted' | 'replaced' | 'truncated' | 'log deleted';

/** The files of an open database, by what the file system knows them by besides their names. */
export type OpenedFiles = { readonly path: string; readonly database: number | null; readonly log: number | null };

/** The facts by which a database is known: whose state it is, and which process opened it last. */
export type Marks = { readonly identity: string; readonly owner: string };

/** How long after a first look that found other contents a second one is made: another program may have been writing. */
const SECOND_LOOK_MS = 1_000;

/**
 * Compares the files at `path` with those that this process has open. A handle reads and writes its own files whatever
 * becomes of their names, so nothing else would notice that a database was deleted, truncated or replaced. Reads the
 * file itself, without the log beside it, in which the process's own writes would hide what became of the file.
 */
export function watchFiles(
  path: string,
  marks: Marks,
  machine: Pick<Machine, 'sleep'>,
): { readonly opened: OpenedFiles; look(): Promise<FilesVerdict> } {
  const opened = { path, database: inode(path), log: inode(`${path}-wal`) };
  let size = 0;
  // Another program that was reading may have kept the marks out of the file at the start.
  let isMarked = isOurs(path, marks);
  return {
    opened,
    async look() {
      const found = statSync(path, { throwIfNoEntry: false });
      if (found === undefined) return 'deleted';
      if (found.ino !== opened.database) return 'replaced';
      if (found.size < size) return 'truncated';
      size = found.size;
      if (opened.log !== inode(`${path}-wal`)) return 'log deleted';
      if (isOurs(path, marks)) {
        isMarked = true;
        return 'well';
      }
      if (!isMarked) return 'well';
      await machine.sleep(SECOND_LOOK_MS);
      return isOurs(path, marks) ? 'well' : 'replaced';
    },
  };
}

function inode(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

/** Whether the file at `path` holds these marks. `immutable`: https://www.sqlite.org/uri.html#uriimmutable */
function isOurs(path: string, marks: Marks): boolean {
  const address = pathToFileURL(path);
  address.searchParams.set('immutable', '1');
  let file: DatabaseSync | null = null;
  try {
    file = new DatabaseSync(address, { readOnly: true });
    const fact = file.prepare('select value from facts where name = ?');
    return fact.get('identity')?.['value'] === marks.identity && fact.get('owner')?.['value'] === marks.owner;
  } catch {
    return false;
  } finally {
    file?.close();
  }
}
