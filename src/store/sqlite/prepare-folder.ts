import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { StoreError } from '../store-error.ts';

/** Creates the state folder where it is missing. Throws `StoreError` when it is no folder or cannot be written. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explainFolderError(error, folder);
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
