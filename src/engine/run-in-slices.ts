import type { Machine } from '../time/machine.ts';

/** Longest stretch of work before other work gets a turn. */
const SLICE_MS = 8;

/** Runs a generator to its end in slices of at most 8 ms, with a breath between them. */
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
