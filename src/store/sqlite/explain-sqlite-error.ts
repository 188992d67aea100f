import { StoreError, type StoreTrouble } from '../store-error.ts';

/** Primary result codes: https://www.sqlite.org/rescode.html. The extended codes carry them in their lowest byte. */
const TROUBLES: Readonly<Record<number, StoreTrouble>> = {
  3: 'read-only', // SQLITE_PERM
  5: 'locked', // SQLITE_BUSY
  6: 'locked', // SQLITE_LOCKED
  8: 'read-only', // SQLITE_READONLY
  10: 'disk', // SQLITE_IOERR
  11: 'corrupt', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'read-only', // SQLITE_CANTOPEN
  26: 'corrupt', // SQLITE_NOTADB
};

/** Turns anything SQLite threw while `path` was used into a `StoreError`; one that already is one stays as it is. */
export function explainSqliteError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = resultCode(error);
  const trouble = isClosed(error) ? 'closed' : (TROUBLES[code & 0xff] ?? 'failed');
  return new StoreError(trouble, describeTrouble(trouble, path, error), error);
}

/** The error of whatever is asked of a state that is closed. */
export function closedError(path: string): StoreError {
  return new StoreError('closed', describeTrouble('closed', path, null));
}

function describeTrouble(trouble: StoreTrouble, path: string, error: unknown): string {
  switch (trouble) {
    case 'locked':
      return `The database ${path} is locked by another program. Close whatever has it open (a backup, an SQL shell) and try again.`;
    case 'read-only':
      return `The database ${path} cannot be opened for writing. Give this user write access to the file and its folder.`;
    case 'full':
      return `The disk with ${path} is full: the last change was not saved. Free some space; nothing saved before is lost.`;
    case 'disk':
      return `The disk with ${path} does not read or write as it should: it may be full, or failing. Free some space or replace the disk; nothing saved before is lost.`;
    case 'corrupt':
      return `The database ${path} is damaged or is not a database. Put a backup in its place, or move it away to start empty.`;
    case 'closed':
      return `The database ${path} is closed: the program is stopping.`;
    default:
      return `The database ${path} reports an error: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** `errcode` of node:sqlite's errors; 0 where there is none. */
function resultCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && /database is not open|statement has been finalized/.test(error.message);
}
