import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';

/** The lock's file, beside the database. Empty: only its lock counts. */
export const LOCK_FILE = 'owner.lock';

/** The lock by which one process owns the state. */
export type OwnerLock = {
  /** Takes the lock anew where its file was deleted or replaced. Throws `StoreError` (`owned`) if another process did. */
  renew(): void;
  /** Releases the lock; harmless to repeat. */
  release(): void;
};

/**
 * Makes this process the owner of the state in `folder` until `release` or the end of the process, in whatever way: the
 * lock is the operating system's, which frees it after kill -9, as no PID file or heartbeat would be. It is a file of
 * its own because SQLite's own locks on a database in WAL mode come and go with each transaction. Throws `StoreError`
 * (`owned`) at once while another process, or another store of this one, holds it. The lock is of the file and not of
 * its name: who deletes the file lets another process in, which is why the owner's token fences every write.
 */
export function lockOwner(folder: string): OwnerLock {
  const path = join(folder, LOCK_FILE);
  let held = takeLock(path, folder);
  return {
    renew() {
      if (statSync(path, { throwIfNoEntry: false })?.ino === held.file) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const gone = held;
      held = takeLock(path, folder);
      gone.lock.close();
    },
    release() {
      if (held.lock.isOpen) held.lock.close();
    },
  };
}

function takeLock(path: string, folder: string): { readonly lock: DatabaseSync; readonly file: number } {
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('begin exclusive');
    return { lock, file: statSync(path).ino };
  } catch (error) {
    lock?.close();
    const explained = explainSqliteError(error, path);
    if (explained.trouble !== 'locked') throw explained;
    throw new StoreError(
      'owned',
      `The state folder ${folder} is in use by another running Datewatch. Stop that one first, or choose another folder for this one.`,
      error,
    );
  }
}
