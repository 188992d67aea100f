import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { MachineInstant } from '../../model/date.ts';
import { COUNT_HELD, type MissingState, readIdentity, writeIdentity } from '../keep-identity.ts';
import { FACTS } from '../registry/keep-facts.ts';
import type { Marks } from './watch-files.ts';

/**
 * Marks an open database as this process's: its identity, made once and kept beside it too, and a token of its owner,
 * new at each opening, by which an earlier owner learns that it is none any more. Where the folder's note names another
 * identity, the state that belongs there is missing, and that is written down in the one that is there instead. `folder`
 * is `null` for a database in memory.
 */
export function markState(database: DatabaseSync, folder: string | null, isNew: boolean, now: MachineInstant): Marks {
  const read = database.prepare('select value from facts where name = ?');
  const write = database.prepare('insert or replace into facts (name, value) values (?, ?)');
  const noted = folder === null ? null : readIdentity(folder);
  const known = read.get(FACTS.identity)?.['value'];
  // A backup from the time before there were identities counts as the state that belongs here.
  const adopted = isNew ? null : (noted?.identity ?? null);
  const identity = typeof known === 'string' ? known : (adopted ?? randomUUID());
  const owner = randomUUID();
  database.exec('begin immediate');
  write.run(FACTS.identity, identity);
  write.run(FACTS.owner, owner);
  if (noted !== null && noted.identity !== identity && noted.subscriptions + noted.servers > 0) {
    const { subscriptions, servers } = noted;
    write.run(FACTS.missing, JSON.stringify({ subscriptions, servers, at: now } satisfies MissingState));
  }
  database.exec('commit');
  // Into the file itself, where `watch-files.ts` looks for the marks.
  database.exec('pragma wal_checkpoint(truncate)');
  return { identity, owner };
}

/** Keeps the note beside the database up to date: `note` writes it where the numbers have changed. Never throws. */
export function keepNote(database: DatabaseSync, folder: string, identity: string): { note(): void } {
  const count = database.prepare(COUNT_HELD);
  let noted = JSON.stringify(readIdentity(folder));
  return {
    note() {
      try {
        const found = count.get();
        const held = { subscriptions: Number(found?.['subscriptions']), servers: Number(found?.['servers']) };
        const text = JSON.stringify({ identity, ...held });
        if (text === noted) return;
        writeIdentity(folder, { identity, ...held });
        noted = text;
      } catch {
        // On a full disk the note is written at a later look.
      }
    },
  };
}
