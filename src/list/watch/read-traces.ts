import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isListName } from '../parse/read-list.ts';

/**
 * What the folder's lists look like from outside, as one text: names, sizes, times of writing. Cheap; differs whenever a
 * file was touched, even where its words are as they were. A folder or file that cannot be read is part of the picture.
 * Inode numbers are not: on some mounted folders they change by themselves.
 */
export function glanceAt(folder: string): Promise<string> {
  return perList(folder, async (path) => {
    const { size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return `${size} ${mtimeNs} ${ctimeNs}`;
  });
}

/** The contents of the folder's lists as a fingerprint. Reads every byte, so only once a glance has changed. */
export async function digestOf(folder: string): Promise<string> {
  return perList(folder, async (path) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );
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
