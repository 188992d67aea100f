import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { forgetIdentity } from './keep-identity.ts';
import { DATABASE_FILE } from './open-store.ts';
import { prepareFolder } from './prepare-folder.ts';
import { type CopiedState, checkCopy, copyDatabase, syncFile } from './sqlite/copy-database.ts';
import { explainSqliteError } from './sqlite/explain-sqlite-error.ts';
import { lockOwner } from './sqlite/lock-owner.ts';
import { StoreError } from './store-error.ts';

/** The endings of the files of a database in WAL mode: https://www.sqlite.org/walformat.html */
const PARTS = ['', '-wal', '-shm'];

/** Copies the state of a folder into a file, while a program runs on it or not. Throws `StoreError`. */
export async function backupState(folder: string, file: string): Promise<CopiedState> {
  const path = join(folder, DATABASE_FILE);
  if (!existsSync(path)) throw new StoreError('failed', `There is no state in ${folder}, so there is nothing to copy.`);
  return copyDatabase(path, file);
}

/**
 * Puts a copy in the place of the state of a folder, whose program must not run. The state that was there stays beside it,
 * under the name that is returned; `null` where there was none. Nothing is changed where the copy cannot be used. What was
 * sent since the copy was made is looked for in its channels before anything is sent (product rule 20). Throws `StoreError`.
 */
export function restoreState(
  folder: string,
  file: string,
  stamp: string,
): { readonly restored: CopiedState; readonly before: string | null } {
  prepareFolder(folder);
  const lock = lockOwner(folder);
  const path = join(folder, DATABASE_FILE);
  const part = `${path}.restored`;
  try {
    copyFileSync(file, part);
    const restored = checkCopy(part);
    syncFile(part);
    const before = existsSync(path) ? `${path}.before-${stamp}` : null;
    for (const name of PARTS) if (before !== null && existsSync(path + name)) renameSync(path + name, before + name);
    renameSync(part, path);
    syncFile(folder);
    // It is meant that another state is here now.
    forgetIdentity(folder);
    return { restored, before };
  } catch (error) {
    throw isMissing(error)
      ? new StoreError('failed', `There is no file ${file}.`, error)
      : explainSqliteError(error, file);
  } finally {
    rmSync(part, { force: true });
    lock.release();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
