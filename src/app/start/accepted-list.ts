import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AcceptedLists } from '../../engine/list-keeper.ts';

const FILE = 'accepted-list';

/**
 * Keeps the version that somebody has accepted in a file of its own in the state folder, since the process that accepts
 * may be another one than the one that runs. Written whole or not at all.
 */
export function keepAccepted(stateFolder: string): AcceptedLists {
  const path = join(stateFolder, FILE);
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(() => null);
      return text === null ? null : text.trim();
    },
    async write(version) {
      await mkdir(stateFolder, { recursive: true });
      await writeFile(`${path}.new`, `${version}\n`);
      await rename(`${path}.new`, path);
    },
  };
}
