import type { Lease, Leases } from '../outbox/leases.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Machine } from '../time/machine.ts';

/** The lease of the process that plans: ticks, the list, boards and digests, housekeeping, words to the maintainers. */
export const TICK_LEASE = 'tick';

/** Often enough that a dead process's work is taken over within five seconds: its lease lasts three and a half. */
const LOOK_MS = 500;

/** The part of this process among those that share its state. */
export type LeaseKeeper = {
  /** The lease to plan by, while it is this process's; `null` where another one plans. */
  leads(): Lease | null;
  /** How many processes were alive at the last look, this one among them. */
  count(): number;
  /** Begins nothing more. The leases end with the state's closing. */
  stop(): Promise<void>;
};

/**
 * Takes part in sharing the work: asks for the right to plan while nobody has it, frees the posts of processes that are gone,
 * and counts those that are there. What this process holds is renewed elsewhere. Resolves once the first look is done.
 */
export async function keepLeases(parts: {
  readonly leases: Leases;
  readonly outbox: Pick<Outbox, 'releaseDead'>;
  readonly machine: Pick<Machine, 'sleep'>;
  /** Called when this process has begun to plan or has ceased to. */
  turned(leads: boolean): void;
  /** Called with the number of living processes when it has changed. */
  counted(processes: number): void;
  /** Called when posts were freed that a dead process held. */
  freed(posts: number): void;
}): Promise<LeaseKeeper> {
  const { leases, machine } = parts;
  const stopping = new AbortController();
  let fence: number | null = null;
  let count = 1;
  const leads = (): Lease | null => (stopping.signal.aborted ? null : leases.held(TICK_LEASE));

  const look = (): void => {
    const now = leads()?.fence ?? null;
    if ((now === null) !== (fence === null)) parts.turned(now !== null);
    fence = now;
  };
  const round = async (): Promise<void> => {
    look();
    if (leads() === null) await leases.take([TICK_LEASE]);
    look();
    const freed = await parts.outbox.releaseDead();
    if (freed > 0) parts.freed(freed);
    const { length } = await leases.present();
    if (length > 0 && length !== count) parts.counted(length);
    count = Math.max(1, length);
  };
  /** The store reports what is in the way; until it is over, what is held ends by itself. */
  const attempt = (): Promise<void> => round().catch(look);
  if (leases.shared) await attempt();
  else await leases.take([TICK_LEASE]);
  look();
  const running = (async () => {
    while (leases.shared && !stopping.signal.aborted) {
      await machine.sleep(LOOK_MS, stopping.signal);
      if (!stopping.signal.aborted) await attempt();
    }
  })();
  return {
    leads,
    count: () => count,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
