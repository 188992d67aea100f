import type { APIGatewaySessionStartLimit } from 'discord-api-types/v10';
import { decodeJsonOr } from '../../model/decode-json.ts';
import { mayLogIn } from './keep-shard.ts';

/** Of the day's logins as many are free within an hour, of 1,000 ten: whoever restarts the bot by hand does it less often. */
const FREE_SHARE = 0.01;
const HOUR_MS = 3_600_000;
/** The wait after the first login too many; doubled with each one after it, up to an hour. */
const FIRST_WAIT_MS = 15_000;

/**
 * How long a new process waits with its login, ms, by the times of the logins before it (the same clock as `now`, ms) and
 * by how many Discord allows a day. A process that ends soon and is started again without end would use them all up, which
 * resets the token: https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
export function loginWait(logins: readonly number[], now: number, total: number): number {
  const recent = logins.filter((at) => at <= now && now - at < HOUR_MS);
  const tooMany = recent.length - Math.max(1, Math.floor(total * FREE_SHARE));
  if (tooMany < 0) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(tooMany, 20), HOUR_MS);
  return Math.max(0, Math.max(...recent) + wait - now);
}

/** How long to wait by what Discord says is left of the day's logins, ms. */
export function sessionsWait(limit: Pick<APIGatewaySessionStartLimit, 'remaining' | 'total' | 'reset_after'>): number {
  return mayLogIn(limit) ? 0 : Math.max(limit.reset_after, 1_000);
}

/** The times of the logins of the last hour, as they are noted. Text that is none is no login. */
export function readLogins(text: string | null): number[] {
  return decodeJsonOr(text, isTimes, []);
}

/** The note of a login at `at`, beside those before it. */
export function noteLogin(logins: readonly number[], at: number): string {
  return JSON.stringify([...logins.filter((one) => at - one < HOUR_MS && one <= at), at]);
}

function isTimes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((at) => typeof at === 'number');
}
