import type { Instant } from '../model/date.ts';

/** How the wall clock moved between two ticks, compared with a clock that cannot be set. */
export type ClockStep = 'steady' | 'jumped forward' | 'jumped back';

/** Product rule 13: a forward jump of more than a minute is confirmed before anything is sent. */
export const JUMP_MS = 60_000;

/**
 * Compares how far the world's clock moved with how long it really took. A machine that slept shows a forward jump too,
 * since its monotonic clock stood still; the second source then confirms it.
 */
export function judgeJump(before: Instant, now: Instant, monotonicMs: number): ClockStep {
  const surplus = now - before - monotonicMs;
  if (surplus > JUMP_MS) return 'jumped forward';
  return surplus < -JUMP_MS ? 'jumped back' : 'steady';
}
