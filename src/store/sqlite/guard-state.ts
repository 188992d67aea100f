import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import type { Machine } from '../../time/machine.ts';
import type { Tables } from '../describe-tables.ts';
import { StoreError } from '../store-error.ts';
import { dropOldCopies } from './keep-copies.ts';
import type { OwnerLock } from './lock-owner.ts';
import type { Gate } from './sqlite-dialect.ts';
import { type FilesVerdict, type Marks, type OpenedFiles, watchFiles } from './watch-files.ts';

/** Sees to it that what is written arrives where the next process will read it. */
export type StateGuard = {
  /**
   * Looks whether lock and files are still this process's, and takes a lock anew whose file is gone. Where the files are
   * not, what the process holds is saved, every later call of the store rejects, and `lost` resolves. Rejects when it
   * could not look, as on a disk that fails.
   */
  look(): Promise<void>;
};

/** The open database that is guarded, at `path`. `keepNote` renews the note beside it. */
export type GuardParts = {
  readonly database: DatabaseSync;
  readonly db: Kysely<Tables>;
  readonly gate: Gate;
  readonly path: string;
  readonly marks: Marks;
  readonly lock: OwnerLock;
  readonly machine: Pick<Machine, 'sleep' | 'now'>;
  keepNote(): void;
};

/** Guards an open state; the first look compares with the files as they are now. */
export function guardState({ database, db, gate, path, marks, lock, machine, keepNote }: GuardParts): StateGuard {
  const files = watchFiles(path, marks, machine);
  const rescue = async (verdict: Exclude<FilesVerdict, 'well'>): Promise<void> => {
    await db.connection().execute(async () => {
      gate.isShut = true;
      if (verdict === 'log deleted') {
        database.exec('pragma wal_checkpoint(truncate)');
        return gate.lost(describe(verdict, path, path));
      }
      const time = new Date(machine.now()).toISOString().replace(/[:.]/g, '-');
      const saved = rescueState(database, files.opened, time);
      if (saved === path) keepNote();
      gate.lost(describe(verdict, path, saved));
    });
  };
  return {
    async look() {
      if (gate.isShut) return;
      try {
        lock.renew();
        const verdict = await files.look();
        if (verdict !== 'well') return await rescue(verdict);
        keepNote();
        dropOldCopies(path, machine.now());
        // A program that was reading may have kept what was deleted in the log.
        await db.connection().execute(async () => database.exec('pragma wal_checkpoint(truncate)'));
      } catch (error) {
        if (gate.isShut) return;
        if (!(error instanceof StoreError) || error.trouble !== 'owned') throw error;
        gate.isShut = true;
        gate.lost(error.message);
      }
    },
  };
}

const HAPPENED = {
  deleted: 'was deleted',
  replaced: 'was replaced by another file',
  truncated: 'was cut short',
  'log deleted': 'lost the log beside it',
} as const satisfies Record<Exclude<FilesVerdict, 'well'>, string>;

function describe(verdict: Exclude<FilesVerdict, 'well'>, path: string, saved: string | null): string {
  const happened = `The database ${path} ${HAPPENED[verdict]} while Datewatch ran.`;
  if (saved === path)
    return `${happened} Everything in it has been saved there again, and Datewatch ends, to be started anew.`;
  const kept =
    saved === null
      ? 'What it held before can no longer be read: put a backup in its place.'
      : `The file there now was left as it is; what Datewatch held is in ${saved}. To go on with that, put it in the database's place.`;
  return `${happened} ${kept} Datewatch ends.`;
}

/**
 * Saves what an open database still holds when the file at its path is no longer its own. A deleted one is written back;
 * whatever else stands at the path now is not touched, and the state is saved beside it under a name that ends in `time`.
 * The open database's log leaves its place, since SQLite would apply it to whatever stands there next. Returns where the
 * state is now; `null` where it could no longer be read. The database must not be used or closed afterwards: closing it
 * would write its log into a file that is not its own.
 */
function rescueState(database: DatabaseSync, files: OpenedFiles, time: string): string | null {
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
