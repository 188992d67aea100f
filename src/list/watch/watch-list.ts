import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '../../time/machine.ts';
import { streamRegularFile } from '../../yaml/read-file.ts';
import { isListName, MAX_FILE_BYTES } from '../parse/read-list.ts';

/** A watched folder. `stop` resolves when nothing more will be called. */
export type ListWatch = { stop(): Promise<void> };

/** The folder to watch, and whom to notify. */
export type WatchRequest = {
  readonly folder: string;
  readonly machine: Machine;
  /**
   * Called when the lists differ from those last reported, or from those when watching began. It ends before the next
   * call.
   */
  changed(): void | Promise<void>;
  /** `changed` threw or rejected. Watching goes on. */
  failed(error: unknown): void;
};

/**
 * Machine time between two looks. An editor writes in pieces, or writes another file and renames it: a folder that
 * looks the same twice is complete. The system's own notifications would be sooner but are not reliable: there are none
 * for many mounted folders, nor for files behind links (https://nodejs.org/api/fs.html#caveats).
 */
export const LOOK_MS = 2_000;

/**
 * Looks at the lists of a folder every two seconds and reports when their content has changed and then stayed the same
 * from one look to the next. A rename, a delete and create, or a touch that leaves every word in its place is no
 * change. A folder that vanishes is one, and another when it comes back. Resolves once it watches: a list read after
 * that misses nothing. Never throws, nor rejects.
 */
export async function watchList({ folder, machine, changed, failed }: WatchRequest): Promise<ListWatch> {
  const stopped = new AbortController();
  let before = await pictureOf(folder);
  let known = before;
  let reported = await digestOf(folder);

  async function look(): Promise<void> {
    const seen = await pictureOf(folder);
    const stands = seen === before;
    before = seen;
    if (!stands || seen === known) return;
    known = seen;
    const content = await digestOf(folder);
    if (content === reported || stopped.signal.aborted) return;
    reported = content;
    await changed();
  }

  async function lookOn(): Promise<void> {
    for (;;) {
      await machine.sleep(LOOK_MS, stopped.signal);
      if (stopped.signal.aborted) return;
      await look().catch(failed);
    }
  }

  const looking = lookOn();
  return {
    async stop() {
      stopped.abort();
      await looking;
    },
  };
}

/**
 * The folder's lists from outside, as one text to compare: names, sizes, times of writing. Differs whenever a file was
 * touched, even where its words are the same. A folder or file that cannot be read is part of the picture. Inode
 * numbers are not: on some mounted folders they change by themselves.
 */
function pictureOf(folder: string): Promise<string> {
  return perList(folder, async (path) => {
    const { size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return `${size} ${mtimeNs} ${ctimeNs}`;
  });
}

/** The contents of the folder's lists as a fingerprint. Reads every byte, so only once the picture has changed. */
function digestOf(folder: string): Promise<string> {
  return perList(folder, async (path) => {
    const hash = createHash('sha256');
    for await (const piece of streamRegularFile(path, { most: MAX_FILE_BYTES, inside: folder })) hash.update(piece);
    return hash.digest('hex');
  });
}

async function perList(folder: string, look: (path: string) => Promise<string>): Promise<string> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return 'no folder';
  const lines: string[] = [];
  // One after the other: a thousand lists must not become a thousand open files.
  for (const name of names.filter(isListName).sort()) {
    lines.push(JSON.stringify([name, await look(join(folder, name)).catch(() => 'unreadable')]));
  }
  return lines.join('\n');
}
