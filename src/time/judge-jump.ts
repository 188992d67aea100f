import type { Instant } from '../model/date.ts';

/** Two clocks read at the same moment: the one that can be set, and the one that cannot. */
export type ClockReading = { readonly at: Instant; readonly monotonic: number };

/** The wall clock compared with the time that a trusted reading makes it now. */
export type ClockStep = 'steady' | 'jumped forward' | 'jumped back';

/** Product rule 13: a forward jump of more than a minute is confirmed before anything is sent. */
export const JUMP_MS = 60_000;

/**
 * The fastest that a clock may honestly drift from the monotonic one: half a millisecond a second, the most by which Linux
 * and NTP slew a clock. Faster gains are steps, and add up. https://man7.org/linux/man-pages/man2/adjtimex.2.html
 */
const HONEST_DRIFT = 500 / 1_000_000;

/**
 * How far the wall clock is ahead (behind: negative) of the time that `trusted` and the really elapsed time make it.
 */
export function surplusOf(trusted: ClockReading, now: ClockReading): number {
  return now.at - trusted.at - (now.monotonic - trusted.monotonic);
}

/**
 * Judges the wall clock against the last reading that was trusted, however long ago that was: steps that are small one
 * by one add up, and a false clock that is moved again is still false. A machine that slept shows a forward jump too,
 * since its monotonic clock stood still; the second source then confirms it.
 */
export function judgeJump(trusted: ClockReading, now: ClockReading): ClockStep {
  const surplus = surplusOf(trusted, now);
  if (surplus > JUMP_MS) return 'jumped forward';
  return surplus < -JUMP_MS ? 'jumped back' : 'steady';
}

/**
 * Carries the trusted reading on to now. It follows the wall clock only as fast as an honest drift: slewing never
 * raises a doubt, and steps are forgiven by no more than 43 seconds a day.
 */
export function followDrift(trusted: ClockReading, now: ClockReading): ClockReading {
  const passed = now.monotonic - trusted.monotonic;
  const most = Math.max(0, passed) * HONEST_DRIFT;
  const drift = Math.min(most, Math.max(-most, surplusOf(trusted, now)));
  return { at: trusted.at + passed + drift, monotonic: now.monotonic };
}

/**
 * Whether another clock confirms `at` after a jump: it agrees to within a minute, or does so with `offset`, by which
 * this machine was ahead of it before the jump (`null`: not known). Returns the time of a trusted clock now and its
 * offset, so that the difference left by this confirmation is not forgiven; `null` when it denies.
 */
export function confirmJump(
  at: Instant,
  other: Instant,
  offset: number | null,
): { readonly at: Instant; readonly offset: number } | null {
  const ahead = at - other;
  if (offset !== null && Math.abs(ahead - offset) <= JUMP_MS) return { at: other + offset, offset };
  return Math.abs(ahead) <= JUMP_MS ? { at, offset: ahead } : null;
}
