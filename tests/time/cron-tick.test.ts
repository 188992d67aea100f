import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startCronTick } from '../../src/time/cron-tick.ts';

const START = Date.UTC(2026, 4, 4, 12);

beforeEach(() => void vi.useFakeTimers({ now: START + 500 }));
afterEach(() => void vi.useRealTimers());

test('the tick comes every second, survives an error, never meets itself, and stops when asked to', async () => {
  const slow = Promise.withResolvers<void>();
  const at: number[] = [];
  const errors: unknown[] = [];
  const tick = startCronTick(
    async () => {
      at.push((Date.now() - START) / 1_000);
      if (at.length === 1) throw new Error('a tick that fails');
      // Still under way when the next seconds come.
      if (at.length === 2) await slow.promise;
    },
    (error) => errors.push(error),
  );
  await vi.advanceTimersByTimeAsync(4_000);
  expect(at).toEqual([1, 2]);
  expect(errors).toEqual([new Error('a tick that fails')]);
  slow.resolve();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(at).toEqual([1, 2, 5, 6]);
  await tick.stop();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(at).toEqual([1, 2, 5, 6]);
});
