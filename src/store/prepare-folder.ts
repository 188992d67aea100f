import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';

/** The files of the state, which hold ids of people and what they asked for: nobody else on the machine may read them. */
const PRIVATE_FILES = [
  'datewatch.sqlite',
  'datewatch.sqlite-wal',
  'datewatch.sqlite-shm',
  'owner.lock',
  'health.json',
  'identity.json',
  'token',
];

/**
 * Creates the state folder where it is missing, for its owner alone; one that is there keeps its mode. Files of the
 * state in it are closed to everybody else. Throws `StoreError` when it is no folder or cannot be written.
 */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // SQLite gives its other files the mode of the database, so that is made first.
    for (const name of ['datewatch.sqlite', 'owner.lock']) createPrivate(join(folder, name));
    for (const name of PRIVATE_FILES) makePrivate(join(folder, name));
  } catch (error) {
    throw explainFolderError(error, folder);
  }
}

function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It is there already, or opening the database says why it cannot be.
  }
}

function makePrivate(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile() || (found.mode & 0o077) === 0) return;
  try {
    chmodSync(path, found.mode & 0o700);
  } catch {
    // Somebody else's file: whoever owns it decides who reads it.
  }
}

function explainFolderError(error: unknown, folder: string): StoreError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return new StoreError(
        'not a folder',
        `The state needs a folder, and at ${folder} there is a file. Remove the file or choose another folder.`,
        error,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreError(
        'read-only',
        `The state folder ${folder} cannot be written. Give this user write access to it, or choose another folder.`,
        error,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new StoreError('full', `The disk with the state folder ${folder} is full. Free some space.`, error);
    default:
      return new StoreError(
        'failed',
        `The state folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
        error,
      );
  }
}
