import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { problemLine } from '../../src/model/problem.ts';

/** A folder of its own for each test, and what is read there. */
export function useFolder() {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'datewatch-config-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return {
    folder: () => folder,
    async config(env: Environment): Promise<Config & { notes: readonly string[] }> {
      const read = await readConfig(env, folder);
      if ('problems' in read) throw new Error(read.problems.map(problemLine).join('\n'));
      return { ...read.config, notes: read.notes };
    },
    async report(env: Environment): Promise<string[]> {
      const read = await readConfig(env, folder);
      return 'problems' in read ? read.problems.map(problemLine) : [];
    },
    async settings(text: string): Promise<void> {
      await mkdir(join(folder, 'config'));
      await writeFile(join(folder, 'config', 'datewatch.yaml'), text);
    },
  };
}
