import { setTimeout as sleepFor } from 'node:timers/promises';
import type { MachineInstant } from '../model/date.ts';

/** Machine time, never simulated: leases, backoff, pacing, ages, watchdogs. Every timer but node-cron's is one of it. */
export type Machine = {
  /** Milliseconds since the epoch by the machine's clock; may jump when the clock is set. */
  now(): MachineInstant;
  /** Milliseconds that only rise; stands still while the machine sleeps (Linux). */
  monotonic(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `act` every `ms` until the returned function is called. Keeps no process alive by itself. */
  every(ms: number, act: () => void): () => void;
};

/** The machine's own clock and timers. Besides it only the minutes of `tick-timers.ts` read that clock, as node-cron does. */
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

/**
 * Resolves when this turn of the event loop has handled everything that has already arrived, so that tasks that come in
 * together can be done together: https://nodejs.org/api/timers.html#setimmediatecallback-args. Never simulated.
 */
export function endOfTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** True once `work` has settled; false when it is still under way after `ms`. Rejects as `work` does, if in time. */
export async function settlesWithin(work: Promise<unknown>, ms: number, machine: Machine): Promise<boolean> {
  const waiting = new AbortController();
  try {
    return await Promise.race([work.then(() => true), machine.sleep(ms, waiting.signal).then(() => false)]);
  } finally {
    waiting.abort();
  }
}

/** Longest stretch of work before other work gets a turn. */
const SLICE_MS = 8;

/** Runs a generator to its end in slices of at most 8 ms, with a pause between them. */
export async function runInSlices<T>(steps: Generator<void, T>, machine: Machine): Promise<T> {
  let sliceEnd = machine.monotonic() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (machine.monotonic() < sliceEnd) continue;
    await machine.sleep(0);
    sliceEnd = machine.monotonic() + SLICE_MS;
  }
}

/** Runs a generator to its end at once: for places where nothing else waits. */
export function runAtOnce<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
