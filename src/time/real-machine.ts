import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Machine } from './machine.ts';

/** The machine's own clock and timers: the one place where the program reads them. */
export function realMachine(): Machine {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    async sleep(ms, signal) {
      // Node turns a longer delay into 1 ms: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
      const delay = Math.min(Math.max(0, ms), 2_147_483_647);
      await sleepFor(delay, undefined, signal ? { signal } : {}).catch(() => undefined);
    },
    every(ms, act) {
      const timer = setInterval(act, ms);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
