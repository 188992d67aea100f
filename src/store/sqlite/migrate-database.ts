import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { MIGRATIONS } from './migrations.ts';

/**
 * Brings a database to the newest shape, each step in one transaction with its version in `user_version`. Returns the
 * versions before and after. Throws `StoreError` for a database that is newer than this program or that belongs to
 * another one.
 */
export function migrateDatabase(
  database: DatabaseSync,
  path: string,
  migrations: readonly string[] = MIGRATIONS,
  /** Called before a database that holds something is changed. */
  beforeChange: (from: number) => void = () => undefined,
): { from: number; to: number } {
  const from = schemaVersion(database);
  const to = migrations.length;
  if (from > to) {
    throw new StoreError(
      'newer',
      `The database ${path} was written by a newer Datewatch (shape ${from}; this program knows up to ${to}). Install that version again, or use another state folder.`,
    );
  }
  if (from === 0 && database.prepare('select 1 from sqlite_schema').get() !== undefined) {
    throw new StoreError(
      'foreign',
      `The database ${path} belongs to another program. Choose another state folder, or move that file away.`,
    );
  }
  if (from > 0 && from < to) beforeChange(from);
  for (const [step, migration] of migrations.entries()) {
    if (step < from) continue;
    database.exec('begin exclusive');
    try {
      database.exec(migration);
      database.exec(`pragma user_version = ${step + 1}`);
      database.exec('commit');
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  }
  return { from, to };
}

function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
}
