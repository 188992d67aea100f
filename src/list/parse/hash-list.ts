import { createHash } from 'node:crypto';
import type { ListEvent, ListFile } from '../../model/event.ts';
import { EVENTS_A_SLICE } from '../../yaml/limits.ts';

/**
 * A short fingerprint of what the list means: 16 hex digits of a SHA-256. Comments, spelling of the YAML, file names,
 * and the order of files and events do not change it; any word or date does.
 */
export function* hashList(
  files: readonly ListFile[],
  events: readonly ListEvent[],
): Generator<undefined, string, undefined> {
  const hash = createHash('sha256');
  const heads = files.map(({ covers, knownUntil, archive }) => JSON.stringify([covers, knownUntil, archive]));
  hash.update(JSON.stringify(heads.sort()));
  const byId = [...events].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const [index, { origin: _, ...meaning }] of byId.entries()) {
    hash.update(`${JSON.stringify(meaning)}\n`);
    if (index % (EVENTS_A_SLICE * 10) === 0) yield;
  }
  return hash.digest('hex').slice(0, 16);
}
