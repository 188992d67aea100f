import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineInstant } from '../../model/date.ts';

/** Written by the running program, read by `datewatch health` in another process. Machine time. */
type HealthNote = { readonly tickedAt: MachineInstant; readonly gatewayUp: boolean };

const FILE = 'health.json';
/** Ticks come every second; a minute without one is trouble. */
const FRESH_MS = 60_000;

/** Leaves a note that a tick has been done. Written whole or not at all. */
export async function noteHealth(stateFolder: string, note: HealthNote): Promise<void> {
  const path = join(stateFolder, FILE);
  await writeFile(`${path}.new`, JSON.stringify(note));
  await rename(`${path}.new`, path);
}

/** Whether the program that owns the folder has ticked within the last minute, and one sentence about it. */
export async function readHealth(stateFolder: string, now: MachineInstant): Promise<{ well: boolean; says: string }> {
  let note: Partial<HealthNote>;
  try {
    note = JSON.parse(await readFile(join(stateFolder, FILE), 'utf8')) as Partial<HealthNote>;
  } catch {
    return { well: false, says: `No sign of a running Datewatch in ${stateFolder}.` };
  }
  const age = now - (note.tickedAt ?? Number.NEGATIVE_INFINITY);
  if (!(age <= FRESH_MS)) return { well: false, says: `The last tick was ${Math.round(age / 1_000)} seconds ago.` };
  const gateway = note.gatewayUp === true ? 'The gateway is up.' : 'The gateway is down; reminders still go out.';
  return { well: true, says: `Ticking. ${gateway}` };
}
