import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';
import { MIGRATIONS } from './migrations.ts';

/** A copy of a state: how much it holds, and up to when it had looked for what is due (ISO; `null` for a state that never did). */
export type CopiedState = {
  readonly subscriptions: number;
  readonly messages: number;
  readonly shape: number;
  readonly watermark: string | null;
};

/** A database's pages that are copied at once: all of most, so that a running program's writes do not begin it anew. */
const PAGES_AT_ONCE = 100_000;
const BUSY_MS = 5_000;

/**
 * Copies a database that another process may be writing to into a file of its own, as it stands at one moment; the copy is
 * checked whole before it gets its name. Readable by its owner alone. Throws `StoreError`.
 */
export async function copyDatabase(from: string, to: string): Promise<CopiedState> {
  if (existsSync(to))
    throw new StoreError('failed', `There is a file ${to} already. Name another one, or move it away.`);
  const part = `${to}.part`;
  let source: DatabaseSync | null = null;
  try {
    rmSync(part, { force: true });
    source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_MS });
    await backup(source, part, { rate: PAGES_AT_ONCE });
    chmodSync(part, 0o600);
    const seen = checkCopy(part);
    syncFile(part);
    renameSync(part, to);
    syncFile(dirname(to));
    return seen;
  } catch (error) {
    rmSync(part, { force: true });
    throw explainSqliteError(error, from);
  } finally {
    source?.close();
  }
}

/** Reads a copy whole, and what it holds. Throws `StoreError` where it is damaged, another program's or a newer version's. */
export function checkCopy(path: string): CopiedState {
  const copy = openCopy(path);
  try {
    const damage = Object.values(copy.prepare('pragma quick_check(1)').get() ?? {})[0];
    if (damage !== 'ok') {
      throw new StoreError(
        'corrupt',
        `The copy ${path} is damaged (${String(damage).split('\n').at(-1)}). Take another one.`,
      );
    }
    const shape = Number(copy.prepare('pragma user_version').get()?.['user_version'] ?? 0);
    if (shape > MIGRATIONS.length) {
      throw new StoreError(
        'newer',
        `The copy ${path} was written by a newer Datewatch (shape ${shape}; this program knows up to ${MIGRATIONS.length}). Install that version.`,
      );
    }
    const count = (table: string) => Number(copy.prepare(`select count(*) as n from ${table}`).get()?.['n']);
    const fact = copy.prepare(`select value from facts where name = 'watermark'`).get()?.['value'];
    return {
      subscriptions: count('subscriptions'),
      messages: count(`posts where state = 'sent'`),
      shape,
      watermark: fact === undefined ? null : new Date(Number(fact)).toISOString(),
    };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'foreign',
      `${path} is no copy of a state of Datewatch. Make one with \`datewatch backup FILE\`.`,
      error,
    );
  } finally {
    copy.close();
  }
}

/** One file by itself from here on: no log beside it that could be left behind. */
function openCopy(path: string): DatabaseSync {
  try {
    const copy = new DatabaseSync(path, { timeout: BUSY_MS });
    copy.exec('pragma journal_mode = delete');
    return copy;
  } catch (error) {
    throw new StoreError(
      'foreign',
      `${path} is no copy of a state of Datewatch. Make one with \`datewatch backup FILE\`.`,
      error,
    );
  }
}

/** Makes what was written of a file, or of a folder's names, last. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
