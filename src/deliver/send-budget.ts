import type { Machine } from '../time/machine.ts';

/** One budget for all sends of this process. */
export type SendBudget = {
  /** Resolves when the next request may go out; false when `signal` aborted while waiting. In order of the calls. */
  take(signal: AbortSignal): Promise<boolean>;
  /** Milliseconds until a slot is free; more than an interval only while there is a pause. */
  closedFor(): number;
  /** Lets nothing out for so long: a global limit, or a ban by Discord's front. */
  pause(ms: number): void;
  /** Halves the rate after a global 429; it recovers by a twentieth a second. */
  slowDown(): void;
};

/**
 * Below Discord's figure, because requests arrive with jitter and 49.5 a second already met a 429 under a sliding
 * limiter: 48.6 of 50.
 */
const HEADROOM = 48.6 / 50;
/** A process that has just started cannot know what the one before it sent in the last second. */
const START_PAUSE_MS = 1_000;

/**
 * Paces requests evenly, one every 1/48.6 s at Discord's usual 50 a second
 * (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). Time that was not used is not caught up:
 * at most one slot may be late, so that a timer that fires late costs nothing and a stall makes no burst.
 */
export function createSendBudget(machine: Machine, requestsPerSecond: number): SendBudget {
  const interval = 1_000 / (requestsPerSecond * HEADROOM);
  let rate = 1;
  let slowedAt = 0;
  let next = machine.monotonic() + START_PAUSE_MS;
  let turn: Promise<unknown> = Promise.resolve();

  const currentInterval = (): number => {
    const seconds = (machine.monotonic() - slowedAt) / 1_000;
    return interval / Math.min(1, rate * 1.05 ** seconds);
  };
  const waitForSlot = async (signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      if (signal.aborted) return false;
      const wait = next - machine.monotonic();
      if (wait <= 0) break;
      await machine.sleep(wait, signal);
    }
    const step = currentInterval();
    next = Math.max(next, machine.monotonic() - step) + step;
    return true;
  };
  return {
    take(signal) {
      const mine = turn.then(() => waitForSlot(signal));
      turn = mine;
      return mine;
    },
    closedFor: () => Math.max(0, next - machine.monotonic()),
    pause(ms) {
      next = Math.max(next, machine.monotonic() + ms);
    },
    slowDown() {
      rate = Math.max(0.1, (interval / currentInterval()) * 0.5);
      slowedAt = machine.monotonic();
    },
  };
}
