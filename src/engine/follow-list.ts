import { type ListWatch, LOOK_MS, watchList } from '../list/watch/watch-list.ts';
import type { Machine } from '../time/machine.ts';
import type { ListKeeper, Reading } from './list-keeper.ts';

/**
 * Reads the list again whenever its folder has changed and stood still, and when one that is held may take effect: a good
 * one does with the next tick, a broken one changes nothing. `read` gets the result of each reading, `failed` the error
 * when none could be made.
 */
export async function followList(parts: {
  readonly folder: string;
  readonly keeper: ListKeeper;
  readonly machine: Machine;
  read(reading: Reading): Promise<void>;
  failed(error: unknown): void;
}): Promise<ListWatch> {
  const { folder, keeper, machine, failed } = parts;
  const changed = async () => parts.read(await keeper.reread());
  const watch = await watchList({ folder, machine, failed, changed });
  const stopped = new AbortController();
  async function ripen(): Promise<void> {
    for (;;) {
      await machine.sleep(LOOK_MS, stopped.signal);
      if (stopped.signal.aborted) return;
      if (keeper.held() === null) continue;
      try {
        if (await keeper.isRipe()) await changed();
      } catch (error) {
        failed(error);
      }
    }
  }
  const ripening = ripen();
  return {
    async stop() {
      stopped.abort();
      await Promise.all([watch.stop(), ripening]);
    },
  };
}
