import type { Instant } from '../model/date.ts';
import { JUMP_MS, judgeJump } from '../plan/judge-jump.ts';
import { text } from '../render/text.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';

/** Watches the real clock between ticks. */
export type ClockGuard = {
  /** True when `now` may be believed; false while a forward jump waits for a second source to confirm it. */
  believes(now: Instant): Promise<boolean>;
  /** What to tell maintainers; `null` while all is well. */
  alarm(): string | null;
};

/** How long to leave the second source alone after it did not confirm. */
const ASK_AGAIN_MS = 10_000;

/**
 * Product rule 13: after a forward jump of more than a minute nothing is sent until `otherClock` (Discord's `Date`
 * header) agrees to within a minute. In a simulated world it believes everything.
 */
export function makeClockGuard(world: World, machine: Machine, otherClock: () => Promise<Instant | null>): ClockGuard {
  let last: { at: Instant; monotonic: number } | null = null;
  let doubted = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    async believes(now) {
      if (world.kind === 'simulated') return true;
      const monotonic = machine.monotonic();
      const step = last === null ? 'steady' : judgeJump(last.at, now, monotonic - last.monotonic);
      if (step === 'jumped forward') doubted = true;
      if (step === 'jumped back') doubted = false;
      last = { at: now, monotonic };
      if (!doubted) return true;
      if (monotonic - askedAt < ASK_AGAIN_MS) return false;
      askedAt = monotonic;
      const other = await otherClock();
      if (other !== null && Math.abs(other - world.now()) <= JUMP_MS) doubted = false;
      return !doubted;
    },
    alarm: () => (doubted ? text('alarms.jumped') : null),
  };
}
