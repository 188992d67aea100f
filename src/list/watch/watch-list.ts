import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Machine } from '../../time/machine.ts';
import { digestOf, glanceAt } from './read-traces.ts';

/** A watched folder. `stop` resolves when nothing more will be called. */
export type ListWatch = { stop(): Promise<void> };

/** What to watch, and whom to tell. */
export type WatchWish = {
  readonly folder: string;
  readonly machine: Machine;
  /** The lists are not as they were when last told, or when watching began. The next change is told after it has ended. */
  changed(): void | Promise<void>;
  /** `changed` threw, or rejected. Watching goes on. */
  failed(error: unknown): void;
};

/** Machine time in which nothing moves: an editor writes in pieces, or writes another file and renames it. */
export const SETTLE_MS = 2_000;

/**
 * How often the folder is looked at besides, in machine time: the system tells nothing of many mounted folders, and of
 * files behind links (https://nodejs.org/api/fs.html#caveats).
 */
const POLL_MS = 5_000;

/**
 * Watches the lists of a folder and tells when what they say has changed and has then stood still for two seconds. A
 * rename, a delete and create, or a touch that leaves every word in its place is no change. A folder that vanishes is
 * one, and one more when it comes back. Resolves once it watches: whoever reads the list after that misses nothing.
 * Never throws, nor rejects.
 */
export async function watchList({ folder, machine, changed, failed }: WatchWish): Promise<ListWatch> {
  const stopped = new AbortController();
  let watcher: { readonly handle: FSWatcher; readonly of: string } | null = null;
  let known = '';
  let told = '';
  let running: Promise<void> | null = null;
  let again = false;

  const drop = () => {
    watcher?.handle.close();
    watcher = null;
  };

  /** Watches the folder that stands there now: one that was deleted and made anew is another to the system. */
  async function arm(): Promise<void> {
    const of = await stat(folder).then(
      ({ dev, ino }) => `${dev}:${ino}`,
      () => null,
    );
    if (watcher?.of === of || stopped.signal.aborted) return;
    drop();
    if (of === null) return;
    try {
      const handle = watch(folder, { persistent: false }, look);
      watcher = { handle, of };
      handle.on('error', drop);
    } catch {
      // Out of watches, or a file system without them: the poll remains.
    }
  }

  async function pass(): Promise<void> {
    await arm();
    let seen = await glanceAt(folder);
    if (seen === known) return;
    for (let before: string | null = null; before !== seen; ) {
      before = seen;
      await machine.sleep(SETTLE_MS, stopped.signal);
      if (stopped.signal.aborted) return;
      await arm();
      seen = await glanceAt(folder);
    }
    known = seen;
    const content = await digestOf(folder);
    if (content === told || stopped.signal.aborted) return;
    told = content;
    try {
      await changed();
    } catch (error) {
      failed(error);
    }
  }

  async function passes(): Promise<void> {
    do {
      again = false;
      await pass();
    } while (again && !stopped.signal.aborted);
    running = null;
  }

  /** One pass at a time; what stirs meanwhile is looked at afterwards. */
  function look(): void {
    again = true;
    if (!stopped.signal.aborted) running ??= passes();
  }

  await arm();
  known = await glanceAt(folder);
  told = await digestOf(folder);
  // What was written between the two looks shows now.
  look();
  const stopPolling = machine.every(POLL_MS, look);
  return {
    async stop() {
      stopped.abort();
      stopPolling();
      drop();
      await running;
    },
  };
}
