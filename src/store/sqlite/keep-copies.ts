import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS } from '../../model/date.ts';

/** For how long the copy that was made before a migration is kept. */
export const COPIES_KEPT_MS = 14 * DAY_MS;

/** Between the database's name and what a copy was made for. */
const COPY = '.shape-';

/**
 * Copies a database before it is brought to a newer shape, beside it, so that the version before can be gone back to.
 * Throws as SQLite does, for example on a full disk: then nothing has been changed.
 */
export function copyBeforeMigration(database: DatabaseSync, path: string, shape: number, now: number): string {
  const copy = `${path}${COPY}${shape}.${stampOf(now)}`;
  rmSync(copy, { force: true });
  database.prepare('vacuum into ?').run(copy);
  chmodSync(copy, 0o600);
  return copy;
}

/**
 * Removes the copies that were made before migrations more than 14 days ago, or more than `kept` ms: all of them where
 * somebody is to be forgotten, who may stand in them. Never throws.
 */
export function dropOldCopies(path: string, now: number, kept: number = COPIES_KEPT_MS): void {
  const [folder, name] = [dirname(path), basename(path)];
  try {
    for (const file of readdirSync(folder)) {
      if (!file.startsWith(`${name}${COPY}`)) continue;
      const copy = join(folder, file);
      if (now - statSync(copy).mtimeMs > kept) rmSync(copy, { force: true });
    }
  } catch {
    // What cannot be removed now is at a later look.
  }
}

/** `20261130T120000Z`: an instant for the name of a file. */
export function stampOf(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}
