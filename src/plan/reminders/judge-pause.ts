import type { Instant } from '../../model/date.ts';

/**
 * The end of a server's pause, where `at` lies in the pause; else `null`. The end itself is the first instant after it.
 */
export function pauseEndAt(pausedUntil: Instant | null | undefined, at: Instant): Instant | null {
  return pausedUntil != null && at < pausedUntil ? pausedUntil : null;
}

/** Whether `at` lies in a server's pause: what is due, or to be sent, then is not posted. */
export function isInPause(pausedUntil: Instant | null | undefined, at: Instant): boolean {
  return pauseEndAt(pausedUntil, at) !== null;
}
