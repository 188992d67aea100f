import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';

/** The bytes of a file, or why it is not read, as the end of a sentence about it. */
export type FileBytes =
  | { readonly bytes: Buffer }
  | { readonly refused: 'is a folder' | 'is a pipe or a device' }
  | { readonly refused: 'leads out of its folder'; readonly leadsTo: string }
  | { readonly refused: 'is too large'; readonly size: number };

/** The rules by which a file is read: at most so many bytes, and from below a folder only, where one is given. */
export type ReadRules = { readonly most: number; readonly inside?: string };

/** A pipe without a writer would block the opening itself. https://man7.org/linux/man-pages/man7/fifo.7.html */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const CHUNK = 262_144;

/**
 * Reads a regular file, blocking. A pipe, a device or a folder is refused before anything of it is read; a link is
 * followed, and refused where it leads out of the folder `inside`. Reads at most one byte more than `most`, however much
 * is written to the file meanwhile. Throws the errors of the system (`ENOENT`, `EACCES` …).
 */
export function readRegularFile(path: string, { most, inside }: ReadRules): FileBytes {
  if (inside !== undefined) {
    const target = realpathSync(path);
    if (!isBelow(realpathSync(inside), target)) return { refused: 'leads out of its folder', leadsTo: target };
  }
  const file = openSync(path, FLAGS);
  try {
    const about = fstatSync(file);
    if (!about.isFile()) return { refused: about.isDirectory() ? 'is a folder' : 'is a pipe or a device' };
    const chunks: Buffer[] = [];
    let size = 0;
    while (size <= most) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, most + 1 - size));
      const length = readSync(file, chunk);
      if (length === 0) return { bytes: Buffer.concat(chunks) };
      chunks.push(chunk.subarray(0, length));
      size += length;
    }
    return { refused: 'is too large', size: Math.max(size, about.size) };
  } finally {
    closeSync(file);
  }
}

/**
 * The same file piece by piece and without blocking, up to `most` bytes of it; rejects where `readRegularFile` would refuse
 * it for what it is or where it lies.
 */
export async function* streamRegularFile(path: string, { most, inside }: Required<ReadRules>): AsyncGenerator<Buffer> {
  if (!isBelow(await realpath(inside), await realpath(path))) throw new Error(`${path} leads out of ${inside}.`);
  const file = await open(path, FLAGS);
  try {
    if (!(await file.stat()).isFile()) throw new Error(`${path} is no file.`);
    for (let size = 0; size < most; ) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(CHUNK));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Both without links in them. */
function isBelow(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(inside);
}
