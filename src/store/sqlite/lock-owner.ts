import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';

/** The lock's file, beside the database. Empty: only its lock counts, so it may be deleted while nothing runs. */
const LOCK_FILE = 'owner.lock';

/**
 * Makes this process the owner of the state in `folder` until the returned function is called or the process ends, in
 * whatever way: the lock is the operating system's, which frees it after kill -9, as no PID file or heartbeat would be.
 * It is a file of its own because SQLite's own locks on a database in WAL mode come and go with each transaction.
 * Throws `StoreError` (`owned`) at once while another process, or another store of this one, holds it.
 */
export function lockOwner(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('begin exclusive');
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
  const held = lock;
  return () => {
    if (held.isOpen) held.close();
  };
}
