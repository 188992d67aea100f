import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { hasSaid, openProcesses, type Processes } from './open-processes.ts';

const CHANNELS = 60;
/** Stands for Discord's two minutes, so that the test need not take three. */
const NONCE_MS = 9_000;
let processes: Processes;
afterEach(() => processes.close());

test('a process that stands still for longer than its leases and than Discord remembers a nonce sends nothing of that time when it wakes: every channel has each reminder once', async () => {
  processes = await openProcesses({ channels: CHANNELS, emulator: { nonceWindowMs: NONCE_MS } });
  const { emulator, start, planner, posted, counts, until } = processes;
  const all = await Promise.all([start(), start(), start()]);

  await emulator.until('a part of the first burst', () => posted() >= CHANNELS / 4);
  const stopped = (await planner()) ?? all[0];
  stopped.stall(true);
  await until(async () => ((await planner()) === stopped ? null : planner()));
  await emulator.until('both bursts by the others', () => posted() >= 2 * CHANNELS, 60_000);
  await sleep(NONCE_MS);
  stopped.stall(false);
  await emulator.until('the word of the one that woke up', () => hasSaid(stopped, 'Another process plans'), 30_000);
  expect(await stopped.stop()).toBe(0);
  expect(counts()).toEqual([2]);
});

test.each(['before look', 'after look'] as const)(
  'a process that stands still right before a request leaves (%s) does not make it when it wakes, once another one has',
  async (standAt) => {
    processes = await openProcesses({ channels: 6, emulator: { nonceWindowMs: NONCE_MS } });
    const { emulator, start, posted, counts } = processes;
    const [stopped] = await Promise.all([start({ standAt }), start()]);
    await emulator.until('both bursts', () => posted() >= 12, 60_000);
    await sleep(NONCE_MS);
    const before = emulator.requests.length;
    stopped.stall(false);
    await emulator.until('the end of the pause', () => hasSaid(stopped, 'number of processes'), 30_000);
    expect(await stopped.stop()).toBe(0);
    const creates = emulator.requests.slice(before).filter(({ route }) => route === 'POST /channels/:channel/messages');
    expect(creates).toEqual([]);
    expect(counts()).toEqual([2]);
  },
);
