import type { Machine } from '../../time/machine.ts';

/** Things kept in memory by name for a while; none outlives the process. */
export type ShortMemory<Thing> = {
  /** A new number: higher than that of every one before, of earlier processes too. */
  nextNumber(): number;
  /** `null` where there is none, or it has expired. */
  find(name: string | number): Thing | null;
  /** Keeps it in place of any other of that name, counted from now. */
  keep(name: string | number, thing: Thing): void;
  remove(name: string | number): void;
  /** Removes all those for which the test holds. */
  removeWhere(test: (thing: Thing) => boolean): void;
};

/** Most things at once: the oldest make room, so that nobody fills the memory by asking. */
const MOST = 5_000;

/** Makes such a memory, in which a thing lives for `livesMs` of the machine's time. */
export function makeShortMemory<Thing>(
  machine: Pick<Machine, 'now' | 'monotonic'>,
  livesMs: number,
): ShortMemory<Thing> {
  const kept = new Map<string, { readonly thing: Thing; readonly expires: number }>();
  let last = 0;
  const dropExpired = (): void => {
    const now = machine.monotonic();
    // In the order in which they were kept, so the first that holds ends the search.
    for (const [name, { expires }] of kept) {
      if (expires > now && kept.size <= MOST) return;
      kept.delete(name);
    }
  };
  return {
    nextNumber() {
      last = Math.max(last + 1, machine.now());
      return last;
    },
    find(name) {
      dropExpired();
      return kept.get(String(name))?.thing ?? null;
    },
    keep(name, thing) {
      kept.delete(String(name));
      kept.set(String(name), { thing, expires: machine.monotonic() + livesMs });
      dropExpired();
    },
    remove: (name) => void kept.delete(String(name)),
    removeWhere(test) {
      for (const [name, { thing }] of kept) if (test(thing)) kept.delete(name);
    },
  };
}
