import { type Machine, realMachine } from '../src/time/machine.ts';

/** The machine's own clock and timers, whose rising clock can be moved on by hand. */
export type MovedMachine = Machine & { moveOn(ms: number): void };

/** Makes one. */
export function movedMachine(): MovedMachine {
  const machine = realMachine();
  let moved = 0;
  return {
    ...machine,
    monotonic: () => machine.monotonic() + moved,
    moveOn(ms) {
      moved += ms;
    },
  };
}
