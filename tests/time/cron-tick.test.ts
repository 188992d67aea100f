import { expect, test } from 'vitest';
import { startCronTick } from '../../src/time/cron-tick.ts';
import { realMachine } from '../../src/time/machine.ts';

// node-cron runs on the machine's own clock, so this one test takes real seconds: about three.
test('the tick comes every second, survives an error, never meets itself, and stops when told to', async () => {
  const machine = realMachine();
  const { promise: slowOneEnded, resolve: endSlowOne } = Promise.withResolvers<void>();
  const at: number[] = [];
  const errors: unknown[] = [];
  let under = 0;
  let most = 0;
  const tick = startCronTick(
    async () => {
      at.push(machine.now());
      under += 1;
      most = Math.max(most, under);
      try {
        if (at.length === 1) throw new Error('a tick that fails');
        // Still under way when the next second comes.
        await machine.sleep(1_200);
        endSlowOne();
      } finally {
        under -= 1;
      }
    },
    (error) => errors.push(error),
  );
  await Promise.race([slowOneEnded, machine.sleep(8_000)]);
  await tick.stop();
  const [first = 0, second = 0] = at;
  expect(Math.round((second - first) / 1000)).toBe(1);
  expect(errors).toEqual([new Error('a tick that fails')]);
  // Past the second at which a running task would have ticked again.
  await machine.sleep(1_000);
  expect({ ticks: at.length, most }).toEqual({ ticks: 2, most: 1 });
});
