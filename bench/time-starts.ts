import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeBundle } from '../build/make-bundle.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { realMachine } from '../src/time/machine.ts';
import { type Child, runDatewatch } from './run-child.ts';

/** One start: until the gateway sent READY, until the program said that it is ready, and its memory after that. */
export type Start = { readonly readyMs: number; readonly saidMs: number; readonly memoryMb: number };

/** The bundle in a folder of its own, as an image holds it. */
export type Release = {
  readonly entry: string;
  /** Puts the compile cache back to what the build left: what a container has at its first start. */
  forgetStarts(): Promise<void>;
  remove(): Promise<void>;
};

const FILL_CACHE = fileURLToPath(new URL('../build/fill-compile-cache.ts', import.meta.url));
/** What a program does right after it is ready is part of what it needs. */
const SETTLE_MS = 2_000;

/** Builds the bundle and fills its compile cache, as the Dockerfile does. */
export async function makeRelease(): Promise<Release> {
  const home = await mkdtemp(join(tmpdir(), 'datewatch-release-'));
  const { entry } = await makeBundle(join(home, 'dist'));
  await promisify(execFile)(process.execPath, [FILL_CACHE, entry]);
  const cache = join(home, 'node_modules', '.cache');
  await cp(cache, join(home, 'filled'), { recursive: true });
  return {
    entry,
    async forgetStarts() {
      await rm(cache, { recursive: true });
      await cp(join(home, 'filled'), cache, { recursive: true });
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

/** Starts the program over a state, which is a new one unless it is given. */
export async function timeDatewatch(emulator: Emulator, program: string | null, state?: string): Promise<Start> {
  const folder = state ?? (await mkdtemp(join(tmpdir(), 'datewatch-bench-')));
  const { apiUrl, token } = emulator;
  try {
    return await timeStart(emulator, () => runDatewatch({ apiUrl, token, state: folder, program }));
  } finally {
    if (state === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Times what `run` starts, reads its memory two seconds after it has said that it is ready, and stops it. */
export async function timeStart(emulator: Emulator, run: () => Promise<Child>): Promise<Start> {
  const machine = realMachine();
  const begun = machine.monotonic();
  let readyMs = 0;
  const unlisten = emulator.on('ready', () => {
    readyMs = machine.monotonic() - begun;
  });
  const child = await run();
  unlisten();
  await machine.sleep(SETTLE_MS);
  const memoryMb = (await child.memoryMb()) ?? Number.NaN;
  await child.stop();
  return { readyMs, saidMs: child.saidAfterMs, memoryMb };
}
