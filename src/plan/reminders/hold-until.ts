import type { Instant } from '../../model/date.ts';
import type { SubscriptionClock } from '../../model/subscription.ts';
import { quietEnd } from './quiet-hours.ts';

/** Quiet hours and a pause take turns at most so often: the end of the one may lie in the other. */
const MOST_TURNS = 3;

/**
 * When a message that is ready at `now` may be posted: at once, or at the end of the quiet hours or of the server's pause
 * that `now` lies in. What cannot wait goes at once: where the nearest date it tells of that is still ahead, old or new,
 * comes before that end. For notices, and for reminders that come late.
 */
export function holdUntil(wish: {
  readonly clock: Pick<SubscriptionClock, 'zone' | 'quiet'>;
  /** The end of the server's pause; `null` when it has none. One that is behind holds nothing. */
  readonly pausedUntil: Instant | null;
  /** The anchors the message tells of; those behind do not matter. */
  readonly anchors: readonly Instant[];
  readonly now: Instant;
}): Instant {
  const { clock, pausedUntil, now } = wish;
  let end = now;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const pauseEnd = pausedUntil !== null && pausedUntil > end ? pausedUntil : null;
    const next = pauseEnd ?? quietEnd(end, clock);
    if (next === null) break;
    end = next;
  }
  const nearest = Math.min(...wish.anchors.filter((anchor) => anchor > now));
  return nearest <= end ? now : end;
}
