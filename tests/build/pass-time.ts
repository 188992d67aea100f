import type { HandMachine } from './hand-machine.ts';

/** Lets so much machine time pass in steps of a few milliseconds, with everything that happens in it. */
export async function passTime(machine: HandMachine, ms: number, step = 5): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    machine.advance(step);
    for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}
