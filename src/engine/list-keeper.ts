import type { ListDefaults } from '../list/parse/parse-list.ts';
import type { EventList } from '../model/event.ts';
import type { Problem } from '../model/problem.ts';
import type { ListLoss } from '../plan/changes/find-loss.ts';
import { type Machine, runInSlices } from '../time/machine.ts';
import { type Catalogue, makeCatalogue, makeCatalogueGently } from './catalogue.ts';

/** The outcome of a reading of the data folder. `held`: it is good, and lacks something of the list in force. */
export type Reading = 'unchanged' | 'replaced' | 'broken' | 'held';

/** A good list that is not believed yet, because it lacks something of the one in force. */
export type HeldList = { readonly version: string; readonly loss: ListLoss };

/** The shorter list that somebody has accepted as meant: one version at a time, kept over restarts. */
export type AcceptedLists = {
  read(): Promise<string | null>;
  write(version: string): Promise<void>;
};

/** The list to begin with. */
export type LoadedList = {
  readonly list: EventList;
  /** Not empty where the files are broken and the last good list stands in. */
  readonly problems: readonly Problem[];
  /** The newest reading, where it lacks something of the list that was in force last and stands in. */
  readonly held: HeldList | null;
};

/** Holds the list in force: the last good one that lacks nothing, or whose loss has been believed. */
export type ListKeeper = {
  catalogue(): Catalogue;
  /** The problems of the newest reading; empty while it is in force. */
  problems(): readonly Problem[];
  /** The newest reading, while it is held back. */
  held(): HeldList | null;
  /**
   * Reads the folder again. A broken list changes nothing but the problems, and one that lacks something is held until it
   * has stood for a minute, or where it lacks much until it is accepted. Never throws for anything in the folder.
   */
  reread(): Promise<Reading>;
  /** Whether a list that is held may take effect at the next reading. */
  isRipe(): Promise<boolean>;
  /**
   * Takes the list of the process that plans, whatever the folder says, until this one plans itself: with `null` the folder
   * counts again from the next reading on.
   */
  follow(list: EventList | null): Promise<void>;
  /** Accepts the list that is held. False where it is another version, or none. */
  accept(version: string): Promise<boolean>;
};

/** How long a list that lacks little must stand as it is before it is believed. Machine time. */
export const STANDS_MS = 60_000;

/** Where a list is read from, and what is taken where it does not say. */
export type ListPlace = { readonly folder: string; readonly defaults?: ListDefaults };

/** Starts from a list that is in force already. */
export function keepList(
  { folder, defaults }: ListPlace,
  first: LoadedList,
  machine: Machine,
  accepted: AcceptedLists,
): ListKeeper {
  let list = first.list;
  // Derived at first use: at a start, that is while Discord takes its time.
  let derived: Catalogue | null = null;
  const catalogue = (): Catalogue => {
    derived ??= makeCatalogue(list);
    return derived;
  };
  let problems = first.problems;
  const hold = (one: HeldList) => ({ ...one, since: machine.monotonic() });
  let held = first.held === null ? null : hold(first.held);
  const isRipe = async (): Promise<boolean> => {
    if (held === null) return false;
    if (!held.loss.isLarge && machine.monotonic() - held.since >= STANDS_MS) return true;
    return (await accepted.read()) === held.version;
  };

  let follows = false;

  async function readOnce(): Promise<Reading> {
    // Loaded with the first edit.
    const [{ readListInThread }, { lossSteps }] = await Promise.all([
      import('../list/watch/read-in-thread.ts'),
      import('../plan/changes/find-loss.ts'),
    ]);
    const read = await readListInThread(folder, defaults);
    if (read.list === null) {
      problems = read.problems;
      held = null;
      return 'broken';
    }
    problems = [];
    const { version } = read.list;
    const loss = version === list.version ? null : await runInSlices(lossSteps(list, read.list), machine);
    if (loss === null) held = null;
    else if (held?.version !== version) held = hold({ version, loss });
    if (follows || version === list.version) return 'unchanged';
    if (loss !== null && !(await isRipe())) return 'held';
    const next = await makeCatalogueGently(read.list, machine);
    await next.prepareIndex(machine);
    derived = next;
    list = read.list;
    held = null;
    return 'replaced';
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    catalogue,
    problems: () => problems,
    held: () => held,
    reread() {
      const reading = last.then(readOnce);
      last = reading.catch(() => undefined);
      return reading;
    },
    isRipe,
    follow(next) {
      const following = last.then(async () => {
        follows = next !== null;
        if (next === null || next.version === list.version) return;
        const made = await makeCatalogueGently(next, machine);
        await made.prepareIndex(machine);
        derived = made;
        list = next;
      });
      last = following.catch(() => undefined);
      return following;
    },
    async accept(version) {
      if (held?.version !== version) return false;
      await accepted.write(version);
      return true;
    },
  };
}
