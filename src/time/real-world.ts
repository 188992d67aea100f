import type { Machine } from './machine.ts';
import type { World } from './world.ts';

/** The real world's time is the machine's. */
export function realWorld(machine: Machine): World {
  return { kind: 'real', now: () => machine.now() };
}
