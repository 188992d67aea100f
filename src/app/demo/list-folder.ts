import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Catalogue } from '../../engine/catalogue.ts';
import type { LocalDay } from '../../model/date.ts';
import { replaceFile } from '../start/replace-file.ts';
import { type EventEdit, editEvent } from './edit-event.ts';

/** The lists of a story: their texts by their file names. */
export type ListFiles = ReadonlyMap<string, string>;

/** The folder from which the program of the demo reads its list. */
export type ListFolder = {
  readonly path: string;
  /** Puts these lists in the place of what is there. */
  fill(files: ListFiles): Promise<void>;
  /** Makes a change to one event in its file, and returns a sentence on it. `reread` is called then; if it rejects, nothing is changed. */
  edit(
    known: Catalogue,
    change: { readonly event: string; readonly edit: EventEdit; readonly today: LocalDay },
    reread: () => Promise<void>,
  ): Promise<string>;
};

/** Makes one at that path. */
export function listFolder(path: string): ListFolder {
  const write = (name: string, text: string): Promise<void> => replaceFile(join(path, name), text);
  return {
    path,
    async fill(files) {
      await rm(path, { recursive: true, force: true });
      await mkdir(path, { recursive: true });
      for (const [name, text] of files) await write(name, text);
    },
    async edit(known, { event: id, edit, today }, reread) {
      const dated = known.find(id);
      if (dated === null) throw new Error(`There is no ${id} in the list as it is known now.`);
      const name = basename(dated.event.origin.file);
      const before = await readFile(join(path, name), 'utf8');
      const { text, said } = editEvent(before, { event: dated.event, edge: dated.edges[0] ?? null }, edit, today);
      await write(name, text);
      try {
        await reread();
      } catch (error) {
        await write(name, before);
        await reread();
        throw error;
      }
      return said;
    },
  };
}
