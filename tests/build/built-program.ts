import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How long a bundle may take on a busy machine. */
const LONGEST_BUILD_MS = 150_000;

/** The folder of the bundle of the test run whose process has this id: removed when the run has ended. */
export function programFolder(run: number): string {
  return join(tmpdir(), `datewatch-program-${run}`);
}

/**
 * The entry of the program as it is shipped, since a start from source takes twice the work: whichever test of a run needs it
 * first bundles it, and the others wait for that. Outside of a test run it is the source.
 */
export function builtProgram(): string {
  if (process.env['VITEST'] === undefined) return 'src/main.ts';
  const folder = programFolder(process.ppid);
  const [entry, built] = [join(folder, 'dist', 'main.js'), join(folder, 'built')];
  if (existsSync(built)) return ended(entry, built);
  if (mkdirSync(folder, { recursive: true }) !== undefined) build(folder, built);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; waited < LONGEST_BUILD_MS && !existsSync(built); waited += 50) Atomics.wait(pause, 0, 0, 50);
  return ended(entry, built);
}

/** Beside the bundle stand the folders that are shipped with it. The file `built` says how it ended. */
function build(folder: string, built: string): void {
  let trouble = '';
  try {
    for (const shipped of ['data', 'config']) symlinkSync(resolve(shipped), join(folder, shipped), 'junction');
    execFileSync(process.execPath, ['build/bundle.ts', '--out', join(folder, 'dist')], { stdio: 'pipe' });
  } catch (error) {
    trouble = String(error);
  }
  writeFileSync(`${built}.new`, trouble);
  renameSync(`${built}.new`, built);
}

function ended(entry: string, built: string): string {
  const trouble = existsSync(built) ? readFileSync(built, 'utf8') : 'it takes too long';
  if (trouble !== '') throw new Error(`The program was not bundled: ${trouble}`);
  return entry;
}
