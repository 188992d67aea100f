import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { OpenedFiles } from './watch-files.ts';

/**
 * Saves what an open database still holds when the file at its path is no longer its own. A deleted one is written back;
 * whatever else stands at the path now is not touched, and the state is saved beside it under a name that ends in `time`.
 * The open database's log leaves its place, since SQLite would apply it to whatever stands there next. Returns where the
 * state is now; `null` where it could no longer be read. The database must not be used or closed afterwards: closing it
 * would write its log into a file that is not its own.
 */
export function rescueState(database: DatabaseSync, files: OpenedFiles, time: string): string | null {
  const { path } = files;
  const beside = `${path}.rescued-${time}`;
  const saved = save(database, beside) ? beside : null;
  if (files.log !== null && statSync(`${path}-wal`, { throwIfNoEntry: false })?.ino === files.log) {
    if (saved === null) renameSync(`${path}-wal`, `${beside}-wal`);
    else rmSync(`${path}-wal`);
    rmSync(`${path}-shm`, { force: true });
  }
  if (saved === null || existsSync(path)) return saved;
  renameSync(beside, path);
  return path;
}

/** False where the database can no longer be read as a whole. */
function save(database: DatabaseSync, target: string): boolean {
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    // SQLite fills an empty file that is there already, and its mode is ours to choose.
    closeSync(openSync(target, 'wx', 0o600));
    database.prepare('vacuum into ?').run(target);
    // The new file is not safe from a loss of power before it is synced: https://www.sqlite.org/lang_vacuum.html
    const file = openSync(target, 'r+');
    fsyncSync(file);
    closeSync(file);
    return true;
  } catch {
    rmSync(target, { force: true });
    return false;
  }
}
