import { afterEach, expect, test } from 'vitest';
import { ownServer } from '../build/postgres/use-postgres.ts';
import { hasSaid, openProcesses, type Processes } from './open-processes.ts';

const CHANNELS = 60;
let processes: Processes;
let server: Awaited<ReturnType<typeof ownServer>>;
afterEach(async () => {
  await processes.close();
  server.stop();
});

test('PostgreSQL crashes and starts again in the middle of a burst: the processes say so, connect by themselves, and every channel has each reminder once', async () => {
  server = await ownServer();
  processes = await openProcesses({ channels: CHANNELS, server: server.url });
  const { emulator, start, posted, counts } = processes;
  const all = await Promise.all([start(), start(), start()]);

  await emulator.until('a part of the first burst', () => posted() >= CHANNELS / 4);
  await server.restart();
  await emulator.until('the first burst', () => posted() >= CHANNELS, 30_000);
  await server.restart();
  await emulator.until('the second burst', () => posted() >= 2 * CHANNELS, 60_000);
  expect(all.some((one) => hasSaid(one, 'cannot be reached'))).toBe(true);
  expect(all.some((one) => hasSaid(one, 'The state can be written again.'))).toBe(true);
  for (const one of all) expect(await one.stop()).toBe(0);
  expect(counts()).toEqual([2]);
});
