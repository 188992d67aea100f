import type { Instant } from '../model/date.ts';
import type { Machine } from './machine.ts';
import type { SimulatedWorld } from './world.ts';

/**
 * A world that stands at `start` until it is first held elsewhere (or at `null`), then runs at `speed` simulated seconds
 * per second. It stops at the instant it is held at and goes on from there, so that nothing due is ever passed before it
 * was handled.
 */
export function simulatedWorld(machine: Machine, start: Instant, speed: number): SimulatedWorld {
  let base = start;
  let since = machine.monotonic();
  let held: Instant | null = start;
  const settle = (): void => {
    const at = machine.monotonic();
    const free = base + (at - since) * speed;
    base = held === null ? free : Math.min(free, Math.max(base, held));
    since = at;
  };
  return {
    kind: 'simulated',
    now() {
      settle();
      return Math.floor(base);
    },
    hold(instant) {
      settle();
      held = instant;
    },
  };
}
