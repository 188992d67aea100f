import type { MachineInstant } from '../model/date.ts';

/** Machine time, never simulated: leases, backoff, pacing, ages, watchdogs. The only home of timers. */
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
