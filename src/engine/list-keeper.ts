import { readListInThread } from '../list/watch/read-in-thread.ts';
import { type ListWatch, watchList } from '../list/watch/watch-list.ts';
import type { EventList } from '../model/event.ts';
import type { Problem } from '../model/problem.ts';
import type { Machine } from '../time/machine.ts';
import { type Catalogue, makeCatalogue, makeCatalogueGently } from './catalogue.ts';

/** The outcome of a reading of the data folder. */
export type Reading = 'unchanged' | 'replaced' | 'broken';

/** Holds the list in force: the last good one. */
export type ListKeeper = {
  catalogue(): Catalogue;
  /** The problems of the newest reading; empty while it is in force. */
  problems(): readonly Problem[];
  /**
   * Reads the folder again. A broken list changes nothing but the problems. Never throws for anything in the folder.
   */
  reread(): Promise<Reading>;
};

/** Starts from a list that is in force already, with the problems of the newest reading if that one was broken. */
export function keepList(
  folder: string,
  first: { readonly list: EventList; readonly problems: readonly Problem[] },
  machine: Machine,
): ListKeeper {
  let list = first.list;
  // Derived at first use: at a start, that is while Discord takes its time.
  let derived: Catalogue | null = null;
  const catalogue = (): Catalogue => {
    derived ??= makeCatalogue(list);
    return derived;
  };
  let problems = first.problems;
  return {
    catalogue,
    problems: () => problems,
    async reread() {
      const read = await readListInThread(folder);
      if (read.list === null) {
        problems = read.problems;
        return 'broken';
      }
      problems = [];
      if (read.list.version === list.version) return 'unchanged';
      const next = await makeCatalogueGently(read.list, machine);
      await next.prepareIndex(machine);
      derived = next;
      list = read.list;
      return 'replaced';
    },
  };
}

/**
 * Reads the list again whenever its folder has changed and then stayed the same for one look: a good list takes effect
 * with the next tick, a broken one changes nothing. `read` gets the result of each reading, `failed` the error when
 * none could be made.
 */
export function followList(parts: {
  readonly folder: string;
  readonly keeper: ListKeeper;
  readonly machine: Machine;
  read(reading: Reading): Promise<void>;
  failed(error: unknown): void;
}): Promise<ListWatch> {
  const { folder, keeper, machine, failed } = parts;
  return watchList({ folder, machine, failed, changed: async () => parts.read(await keeper.reread()) });
}
