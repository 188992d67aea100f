import { afterEach, expect, test } from 'vitest';
import { hasSaid, openProcesses, type Processes } from './open-processes.ts';

const CHANNELS = 60;
let processes: Processes;
afterEach(() => processes.close());

test('of three processes the one that plans is killed in the middle of a burst: another one plans, every channel has each reminder once, and a channel subscribed meanwhile has its own', async () => {
  processes = await openProcesses({ channels: CHANNELS });
  const { emulator, start, planner, posted, counts, until, late } = processes;
  const [first] = await Promise.all([start(), start(), start()]);

  await emulator.until('a part of the first burst', () => posted() >= CHANNELS / 4);
  const dead = (await planner()) ?? first;
  dead.kill();
  await processes.subscribe(late);
  const next = await until(async () => {
    const found = await planner();
    return found === dead ? null : found;
  });
  expect(hasSaid(next, 'This process plans from now on.')).toBe(true);

  await emulator.until('the second burst', () => posted() >= 2 * CHANNELS && processes.count(late) > 0, 60_000);
  expect(counts()).toEqual([2]);
  expect(processes.count(late)).toBe(1);
});
