import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigFiles } from '../../config/read-variables.ts';
import type { MachineInstant } from '../../model/date.ts';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import { hindranceOf, retryAfter } from './decide-retry.ts';
import { noteWaiting } from './keep-health.ts';
import { explainFailure, type Io } from './start-error.ts';

/** How a run came to its end: asked to stop, with its exit code, or for a reason that may pass. */
export type RunEnd =
  | { readonly kind: 'stopped'; readonly code: number }
  | { readonly kind: 'broken'; readonly error: unknown };

/** How often it is looked whether somebody has changed a file. */
const LOOK_EVERY_MS = 2_000;
/** Files of one folder that are looked at. */
const MOST_FILES = 1_000;

/**
 * Runs the program, and where it cannot run stays up instead of ending: it says why and when it tries again, in the log
 * and to `datewatch health`, and tries sooner when the settings, the token or the list change. So a container may be
 * started again without end (`restart: unless-stopped`) without logging in each time. Resolves with the exit code when
 * it was asked to stop, or with 1 for a fault of the program itself.
 */
export async function keepTrying(
  io: Pick<Io, 'err' | 'stopSignal'>,
  parts: {
    readonly files: ConfigFiles;
    readonly machine: Machine;
    readonly log: Log;
    random(): number;
    run(): Promise<RunEnd>;
    /** Called with why it waits and until when, and with `null` when it tries again. */
    waits?(
      waiting: { readonly why: string; readonly until: MachineInstant; readonly isTokenBad: boolean } | null,
    ): void;
  },
): Promise<number> {
  const { machine, log, files } = parts;
  const stopped = io.stopSignal.then(() => 'stopped' as const);
  for (let attempt = 1; ; ) {
    const began = machine.monotonic();
    const end = await parts.run().catch((error: unknown): RunEnd => ({ kind: 'broken', error }));
    if (end.kind === 'stopped') return end.code;
    // What ran for longer than the longest wait begins anew.
    if (machine.monotonic() - began > LONG_RUN_MS) attempt = 1;
    const hindrance = hindranceOf(end.error);
    const waitMs = retryAfter(hindrance, attempt, parts.random());
    const why = explainFailure(end.error);
    if (waitMs === null) {
      io.err(`${why}\n`);
      return 1;
    }
    attempt += 1;
    const at = machine.now() + waitMs;
    const until = new Date(at).toISOString();
    parts.waits?.({ why, until: at, isTokenBad: hindrance === 'token' });
    log.error(
      { hindrance, waitMs: Math.round(waitMs), until },
      `${why}\nIt tries again by itself, sooner when a file changes.`,
    );
    await noteWaiting(files.state, { why, until }).catch(() => undefined);
    const next = await Promise.race([stopped, waitForChange(files.watched, waitMs, machine)]);
    if (next === 'stopped') return 0;
    parts.waits?.(null);
    log.info({}, next === 'changed' ? 'A file has changed: trying again.' : 'Trying again.');
    if (next === 'changed') attempt = 1;
  }
}

const LONG_RUN_MS = 3_600_000;

/** Resolves after `ms`, or soon after one of the files, or a file of one of the folders, has changed. */
async function waitForChange(paths: readonly string[], ms: number, machine: Machine): Promise<'changed' | 'time'> {
  const before = await printOf(paths);
  const until = machine.monotonic() + ms;
  while (machine.monotonic() < until) {
    await machine.sleep(Math.min(LOOK_EVERY_MS, until - machine.monotonic()));
    if ((await printOf(paths)) !== before) return 'changed';
  }
  return 'time';
}

/** Changes with each file that is written, made or removed. */
async function printOf(paths: readonly string[]): Promise<string> {
  const names = await Promise.all(
    paths.map(async (path) => {
      const inside = await readdir(path).catch(() => []);
      return [path, ...inside.slice(0, MOST_FILES).map((name) => join(path, name))];
    }),
  );
  const prints = names.flat().map(async (path) => {
    const seen = await stat(path).catch(() => null);
    return `${path} ${seen?.mtimeMs} ${seen?.size} ${seen?.ino}`;
  });
  return (await Promise.all(prints)).join('\n');
}
