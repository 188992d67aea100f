import type { SendBudget } from '../../deliver/send-budget.ts';
import type { Machine } from '../../time/machine.ts';

/** Asides take a fifth of the budget at most: whoever presses a button again and again must not hold up reminders. */
const APART_MS = 100;
/** More than these would wait longer than anybody here does. */
const MOST_WAITING = 30;

/**
 * Slots for the requests that a command makes of its own (what a server looks like, whether direct messages are open, a
 * test message): out of the one budget of all sends, and not too many of them. False when there is none to be had soon.
 */
export function paceAsides(
  budget: Pick<SendBudget, 'take'>,
  machine: Machine,
): (signal: AbortSignal) => Promise<boolean> {
  let waiting = 0;
  let last = Promise.resolve();
  return async (signal) => {
    if (waiting >= MOST_WAITING) return false;
    waiting += 1;
    const before = last;
    const gone = Promise.withResolvers<void>();
    last = gone.promise;
    try {
      await before;
      return await budget.take(signal);
    } finally {
      waiting -= 1;
      void machine.sleep(APART_MS).then(gone.resolve);
    }
  };
}
