import type { Machine } from '../../src/time/machine.ts';

/** A machine whose time stands still until the test moves it. */
export type HandMachine = Machine & { advance(ms: number): void };

/** Starts at 22 November 2026, 12:00 UTC. Sleeps end when time reaches them or their signal aborts. */
export function handMachine(): HandMachine {
  const start = Date.UTC(2026, 10, 22, 12);
  let passed = 0;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => start + passed,
    monotonic: () => passed,
    sleep(ms, signal) {
      return new Promise((resolve) => {
        const sleeper = {
          until: passed + ms,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        if (ms <= 0 || signal?.aborted === true) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      });
    },
    every: () => () => undefined,
    advance(ms) {
      passed += ms;
      for (const sleeper of [...sleepers]) if (sleeper.until <= passed) sleeper.wake();
    },
  };
}
