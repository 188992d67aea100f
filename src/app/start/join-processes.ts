import type { SharedBudget } from '../../deliver/send-budget.ts';
import { keepLeases, type LeaseKeeper } from '../../engine/keep-leases.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Log } from '../../model/log.ts';
import type { Store } from '../../store/make-store.ts';
import { isLasting } from '../../store/store-error.ts';
import type { Machine } from '../../time/machine.ts';

/** Among the processes on one state: which of them plans, and how many share the requests to Discord. */
export type Processes = LeaseKeeper & {
  /** After a tick of a process that does not plan: takes over the list of the one that does. Never rejects. */
  follow(): Promise<void>;
};

/**
 * Makes this process one of those that work on the state: the only one, or one of several that act as one bot. `wake` is
 * called when there may be something to send, `soon` when a tick should come at once.
 */
export async function joinProcesses(parts: {
  readonly store: Pick<Store, 'leases' | 'outbox' | 'hints'>;
  readonly machine: Machine;
  readonly log: Log;
  readonly keeper: ListKeeper;
  readonly budget: Pick<SharedBudget, 'share'>;
  wake(): void;
  soon(): void;
}): Promise<Processes> {
  const { store, machine, log, keeper, budget } = parts;
  let differs: string | null = null;
  const failed = (error: unknown): void => {
    if (!isLasting(error)) log.error({ err: error }, 'The list of the process that plans could not be read.');
  };
  const leases = await keepLeases({
    ...{ leases: store.leases, outbox: store.outbox, machine },
    turned(leads) {
      if (!store.leases.shared) return;
      const said = leads ? 'This process plans from now on.' : 'Another process plans; this one answers and sends.';
      log.info({ holder: store.leases.holder }, said);
      if (leads) void takeOwnList().catch(failed);
      parts.soon();
    },
    counted(processes) {
      log.info({ processes }, 'The number of processes on this state has changed; they share the requests to Discord.');
      budget.share(processes);
    },
    freed(posts) {
      log.info({ posts }, 'Took over posts of a process that is gone.');
      parts.wake();
    },
  });
  async function takeOwnList(): Promise<void> {
    await keeper.follow(null);
    differs = null;
    if ((await keeper.reread()) === 'replaced') parts.soon();
  }
  store.hints.follow(() => {
    parts.wake();
    parts.soon();
  });
  return {
    ...leases,
    async follow() {
      try {
        const inForce = (await store.outbox.settledList())?.version ?? null;
        const own = keeper.catalogue().list.version;
        if (inForce === null || inForce === own) return;
        const list = await store.outbox.lastList();
        if (list === null || leases.leads() !== null) return;
        if (differs !== own) {
          log.warn(
            { own, inForce },
            'The list of this process is not the one in force: that of the process that plans is. Give all of them the same files.',
          );
        }
        differs = own;
        await keeper.follow(list);
      } catch (error) {
        failed(error);
      }
    },
  };
}
