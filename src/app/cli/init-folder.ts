import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type Io, StartError } from '../start/start-error.ts';

/** The folders that come with the program to be edited: the lists, their template and schema; the settings. */
const FOLDERS = ['data', 'config'] as const;

/**
 * `datewatch init [folder]`: puts copies of the lists and settings that come with the program (`shipped`) where they can be edited. A file
 * that is there already stays as it is, and is named. Throws `StartError` where a file cannot be written.
 */
export async function initFolder(io: Pick<Io, 'out'>, shipped: string, named: string | undefined): Promise<number> {
  const folder = resolve(named ?? '.');
  const made: string[] = [];
  const kept: string[] = [];
  for (const name of FOLDERS) {
    for (const file of await filesOf(join(shipped, name))) {
      const target = join(folder, name, file);
      const isThere = await stat(target).then(
        () => true,
        () => false,
      );
      if (!isThere) await copy(join(shipped, name, file), target);
      (isThere ? kept : made).push(relative(folder, target));
    }
  }
  for (const file of made) io.out(`made  ${file}\n`);
  for (const file of kept) io.out(`kept  ${file} (it was there already)\n`);
  const at = named === undefined ? '' : `cd ${named} && `;
  io.out(
    `\nNext: ${at}datewatch check, and datewatch start with DISCORD_TOKEN_FILE set. Own dates: data/events.template.yaml.\n`,
  );
  return 0;
}

/** Secrets of a checkout are nobody's template. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}

async function copy(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await cp(from, to, { errorOnExist: true, force: false });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`${to} cannot be written: ${why}. Choose a folder that you may write to.`);
  }
}
