import type { Instant } from '../model/date.ts';
import type { World } from './world.ts';

/** A simulated world that stands still and is moved by hand: for rehearsals and tests. Never moves back. */
export type SteppedWorld = World & { readonly kind: 'simulated'; moveTo(instant: Instant): void };

/** A world that stands at `start`. */
export function steppedWorld(start: Instant): SteppedWorld {
  let at = start;
  return {
    kind: 'simulated',
    now: () => at,
    moveTo(instant) {
      at = Math.max(at, instant);
    },
  };
}
