import type { Instant } from '../../model/date.ts';
import type { QuietHours, SubscriptionClock } from '../../model/subscription.ts';
import { addDays, atLocal, localDay } from '../../time/local.ts';

/** Where clocks change within them, the hours of one day may end inside those of the next, at most this often. */
const MOST_STEPS = 3;

/**
 * When the quiet hours that contain an instant end (they include their first instant, not their end); `null` where none
 * contain it. Both ends are local times of the clock's zone, read by the rule of `atLocal` where clocks change. Two
 * equal times are no quiet hours.
 */
export function quietEnd(instant: Instant, clock: Pick<SubscriptionClock, 'zone' | 'quiet'>): Instant | null {
  const { quiet, zone } = clock;
  if (quiet == null || quiet.from === quiet.until) return null;
  let end: Instant | null = null;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = endOfSpan(end ?? instant, quiet, zone);
    if (next === null) return end;
    end = next;
  }
  return end;
}

/** The end of the one day's quiet hours that contain an instant. */
function endOfSpan(instant: Instant, { from, until }: QuietHours, zone: string): Instant | null {
  const today = localDay(instant, zone);
  const overMidnight = until < from;
  for (const day of [today, addDays(today, -1)]) {
    const end = atLocal(overMidnight ? addDays(day, 1) : day, until, zone);
    if (atLocal(day, from, zone) <= instant && instant < end) return end;
  }
  return null;
}

/** Most turns between quiet hours and a pause: the end of the one may lie in the other. */
const MOST_TURNS = 3;

/**
 * When a message that is ready at `now` may be posted: at once, or at the end of the quiet hours or of the server's
 * pause that `now` lies in. A message that cannot wait goes at once: where its nearest date that is still ahead, old or
 * new, comes before that end. For notices, and for reminders that come late.
 */
export function holdUntil(request: {
  readonly clock: Pick<SubscriptionClock, 'zone' | 'quiet'>;
  /** The end of the server's pause; `null` when it has none. One in the past holds nothing. */
  readonly pausedUntil: Instant | null;
  /** The anchors of the message; those in the past do not matter. */
  readonly anchors: readonly Instant[];
  readonly now: Instant;
}): Instant {
  const { clock, pausedUntil, now } = request;
  let end = now;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const next = pauseEndAt(pausedUntil, end) ?? quietEnd(end, clock);
    if (next === null) break;
    end = next;
  }
  const nearest = Math.min(...request.anchors.filter((anchor) => anchor > now));
  return nearest <= end ? now : end;
}

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
