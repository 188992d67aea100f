import { Routes } from 'discord-api-types/v10';
import type { MayAsk } from './find-server.ts';
import { type RestConnection, withDeadline } from './open-connection.ts';

/**
 * How long it waits for a slot. A pause is longer: then nothing could be sent either, a request would be refused and
 * prolong a ban, and the tick that asks must end.
 */
const PATIENCE_MS = 3_000;

/**
 * Asks for Discord's time of day by the `Date` header of a small answer, ms since 1970, to the second; `null` when
 * there is no answer, or no slot within 3 s. The second source by which a jump of the machine's clock is confirmed.
 */
export async function askDate(rest: RestConnection, mayAsk: MayAsk): Promise<number | null> {
  if (!(await withDeadline(rest, mayAsk, PATIENCE_MS))) return null;
  const before = rest.machine.monotonic();
  const seen = rest.lastDate();
  try {
    await withDeadline(rest, (signal) => rest.sends.get(Routes.gateway(), { signal }));
  } catch {
    // An error answer carries the header too; `lastDate` below shows whether one came.
  }
  const fresh = rest.lastDate();
  if (fresh === null || fresh === seen) return null;
  return fresh.discordNow + (rest.machine.monotonic() - before) / 2;
}
