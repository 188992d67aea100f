import { Routes } from 'discord-api-types/v10';
import type { DiscordLine } from './open-line.ts';
import { withDeadline } from './with-deadline.ts';

/**
 * Discord's time of day by the `Date` header of a small answer, ms since 1970, to the second; `null` when it cannot be
 * had. The second source by which a jump of the machine's clock is confirmed.
 */
export async function askDate(line: DiscordLine): Promise<number | null> {
  const before = line.machine.monotonic();
  const seen = line.lastDate();
  try {
    await withDeadline(line, (signal) => line.sends.get(Routes.gateway(), { signal }));
  } catch {
    // An error answer carries the header too; whether one came is told by `lastDate` below.
  }
  const fresh = line.lastDate();
  if (fresh === null || fresh === seen) return null;
  return fresh.discordNow + (line.machine.monotonic() - before) / 2;
}
