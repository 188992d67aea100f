import { afterEach, beforeEach, expect, test } from 'vitest';
import { FULL, openTickBench, type TickBench } from '../engine/tick-bench.ts';

const HOUR = 3_600_000;
let bench: TickBench;
beforeEach(async () => {
  bench = await openTickBench();
});
afterEach(() => bench.close());

async function tick(times = 1): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) {
    bench.hand.advance(1_000);
    await bench.watched.tick();
  }
}

test('a clock that jumps is logged once when it is doubted, and once when it is believed again', async () => {
  await tick(3);
  bench.setBy(HOUR);
  await tick(20);
  expect(bench.watched.alarms()).toEqual([expect.stringMatching(/jumped forward/)]);
  bench.setBy(-HOUR);
  await tick(3);
  expect(bench.logged()).toEqual([
    expect.stringMatching(/^warn: .*jumped forward/),
    'info: The clock of this machine is believed again.',
  ]);
  expect(bench.watched.alarms()).toEqual([]);
});

test('a clock that is set back is logged once, and is an alarm until time has caught up', async () => {
  await tick(20);
  bench.setBy(-120_000);
  await tick(20);
  expect(bench.logged()).toEqual([expect.stringMatching(/^error: The stored time lies ahead/)]);
  expect(bench.watched.alarms()).toHaveLength(1);
  bench.hand.advance(120_000);
  await tick();
  expect(bench.watched.alarms()).toEqual([]);
});

test('a tick that fails is no tick: the last good one counts, and the failure is kept in its own words until the next', async () => {
  await tick();
  const good = bench.machine.monotonic();
  bench.ledgerIs('full');
  await expect(tick()).rejects.toThrow(FULL);
  expect(bench.watched.lastTick()).toBe(good);
  expect(bench.watched.lastFailure()).toEqual({ at: good + 1_000, why: FULL });
  bench.ledgerIs('well');
  await tick();
  expect(bench.watched.lastTick()).toBe(good + 2_000);
  expect(bench.watched.lastFailure()).toBeNull();
});

test('ticks in doubt are ticks: the program lives on and waits', async () => {
  bench.setBy(HOUR);
  await tick(5);
  expect(bench.watched.lastTick()).toBe(bench.machine.monotonic());
});
