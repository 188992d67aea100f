import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startEmulator } from '../emulator/start-emulator.ts';
import type { Measurement } from './figure.ts';

const MOVED = fileURLToPath(new URL('./run-moved.ts', import.meta.url));
const SEED = 20_261_130;

type Moved = { readonly jumps: number; readonly longest: number; readonly worst: number; readonly memoryMb: number };

/**
 * So many minutes of random jumps of the machine's clock while Discord's is right: how long no tick came that believed its
 * time, and how far that time was from Discord's.
 */
export async function measureClock(minutes: number): Promise<Measurement> {
  const state = await mkdtemp(join(tmpdir(), 'datewatch-clock-'));
  const emulator = await startEmulator();
  try {
    const args = [MOVED, emulator.apiUrl, emulator.token, state, String(minutes), String(SEED)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { TZ: 'America/New_York' } });
    const found = JSON.parse(stdout) as Moved;
    return {
      name: 'clock',
      title: 'clocks that jump and lie',
      figures: [
        {
          what: 'longest silence of the tick',
          value: found.longest,
          unit: 'ms',
          goal: { is: 'at most', bound: 2_000 },
        },
        { what: 'furthest from Discord’s time', value: found.worst, unit: 'ms', goal: { is: 'at most', bound: 6_000 } },
        { what: 'memory at the end', value: found.memoryMb, unit: 'MB', goal: null },
      ],
      notes: [
        `${found.jumps} jumps of up to ten days either way in ${minutes} minutes, from a start 13 hours ahead, in a zone with changes of the clock.`,
      ],
    };
  } finally {
    await emulator.stop();
    await rm(state, { recursive: true, force: true });
  }
}
