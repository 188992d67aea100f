import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineInstant } from '../model/date.ts';
import { decodeJsonOr, isObject } from '../model/decode-json.ts';

/** Which state belongs into a folder, and how much it held: kept beside the database, so that its loss is noticed. */
export type Identity = { readonly identity: string; readonly subscriptions: number; readonly servers: number };

/** How much a state holds, in numbers that people know. */
export type Held = Omit<Identity, 'identity'>;

/** A state that was expected in its folder and is not there, and when that was found. */
export type MissingState = Held & { readonly at: MachineInstant };

/** Counts what a state holds, in any SQL. */
export const COUNT_HELD = `
select (select count(*) from subscriptions) as subscriptions,
  (select count(*) from (select guild from subscriptions union select guild from standing) as guilds
    where guild not like '@%') as servers`;

/** The identity's file inside the state folder. */
export const IDENTITY_FILE = 'identity.json';

/** The identity noted in a folder; `null` where there is none that can be read. */
export function readIdentity(folder: string): Identity | null {
  let text: string;
  try {
    text = readFileSync(join(folder, IDENTITY_FILE), 'utf8');
  } catch {
    return null;
  }
  return decodeJsonOr<Identity | null>(text, isIdentity, null);
}

/** Takes the note away: whatever state is in the folder next is the one that belongs there. */
export function forgetIdentity(folder: string): void {
  rmSync(join(folder, IDENTITY_FILE), { force: true });
}

/** Notes an identity for good, whole or not at all. Throws as the file system does. */
export function writeIdentity(folder: string, identity: Identity): void {
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
