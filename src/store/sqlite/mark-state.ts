import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { MachineInstant } from '../../model/date.ts';
import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import { FACTS } from '../registry/keep-facts.ts';
import type { Marks } from './watch-files.ts';

/** How much a state holds, in numbers that people know. */
export type Held = { readonly subscriptions: number; readonly servers: number };

/** A state that was expected in its folder and is not there, and when that was found. */
export type MissingState = Held & { readonly at: MachineInstant };

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
  const count = database.prepare(COUNT);
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

const COUNT = `
select (select count(*) from subscriptions) as subscriptions,
  (select count(*) from (select guild from subscriptions union select guild from standing) where guild not like '@%') as servers`;

/** Which state belongs into a folder, and how much it held: kept beside the database, so that its loss is noticed. */
type Identity = { readonly identity: string; readonly subscriptions: number; readonly servers: number };

/** The identity's file inside the state folder. */
const IDENTITY_FILE = 'identity.json';

/** The identity noted in a folder; `null` where there is none that can be read. */
function readIdentity(folder: string): Identity | null {
  let text: string;
  try {
    text = readFileSync(join(folder, IDENTITY_FILE), 'utf8');
  } catch {
    return null;
  }
  return decodeJsonOr<Identity | null>(text, isIdentity, null);
}

/** Notes an identity for good, whole or not at all. Throws as the file system does. */
function writeIdentity(folder: string, identity: Identity): void {
  const path = join(folder, IDENTITY_FILE);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(identity));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}

function isIdentity(value: unknown): value is Identity {
  if (!isObject(value)) return false;
  const { identity, subscriptions, servers } = value;
  return typeof identity === 'string' && typeof subscriptions === 'number' && typeof servers === 'number';
}
