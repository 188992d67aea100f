import { type ListWatch, watchList } from '../list/watch/watch-list.ts';
import type { Log } from '../model/log.ts';
import type { Problem } from '../model/problem.ts';
import type { Machine } from '../time/machine.ts';
import type { ListKeeper } from './list-keeper.ts';

/**
 * Reads the list again whenever its folder has changed and stood still: a good one takes effect with the next tick, a
 * broken one is told and changes nothing.
 */
export function obeyList(parts: {
  readonly folder: string;
  readonly keeper: ListKeeper;
  readonly machine: Machine;
  readonly log: Log;
  changed(): void;
  /** Told after each reading, with the problems of the newest one. */
  read(problems: readonly Problem[]): Promise<void>;
}): Promise<ListWatch> {
  const { keeper, log } = parts;
  return watchList({
    folder: parts.folder,
    machine: parts.machine,
    failed: (error) => log.error({ err: error }, 'The list could not be read again.'),
    async changed() {
      const reading = await keeper.reread();
      if (reading === 'broken') {
        log.error({ problems: keeper.problems() }, 'The list is broken; the last good one stays in force.');
      } else if (reading === 'replaced') {
        log.info({ version: keeper.catalogue().list.version }, 'A new list is in force.');
        parts.changed();
      }
      await parts.read(keeper.problems());
    },
  });
}
