import { Routes } from 'discord-api-types/v10';
import type { MayAsk } from './find-server.ts';
import { type RestConnection, withDeadline } from './open-connection.ts';

/** How long it waits for a slot. A pause is longer: a request would be refused then, and prolong a ban. */
const PATIENCE_MS = 3_000;

/**
 * Asks Discord for a small answer, since every answer carries its `Date`, which the connection passes on. False when
 * none came, or there was no slot within 3 s.
 */
export async function askDate(rest: RestConnection, mayAsk: MayAsk): Promise<boolean> {
  if (!(await withDeadline(rest, mayAsk, PATIENCE_MS))) return false;
  const seen = rest.lastDate();
  try {
    await withDeadline(rest, (signal) => rest.sends.get(Routes.gateway(), { signal }));
  } catch {
    // An error answer carries the header too; `lastDate` below shows whether one came.
  }
  return rest.lastDate() !== seen;
}
