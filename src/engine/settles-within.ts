import type { Machine } from '../time/machine.ts';

/** True once `work` has settled; false when it is still under way after `ms`. Rejects as `work` does, if in time. */
export async function settlesWithin(work: Promise<unknown>, ms: number, machine: Machine): Promise<boolean> {
  const waiting = new AbortController();
  try {
    return await Promise.race([work.then(() => true), machine.sleep(ms, waiting.signal).then(() => false)]);
  } finally {
    waiting.abort();
  }
}
