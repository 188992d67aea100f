import type { SendResult } from './sender.ts';

/** Whether Discord's front shuts this address out, as far as the answers to our requests tell. */
export type BanWatch = {
  isOn(): boolean;
  /** Takes in how a request ended that began at `began`, monotonic machine time. */
  handle(result: SendResult, began: number): void;
};

/**
 * What only Discord itself answers. Not among them: what may have ended without an answer, and a wait, which the library
 * and the count of refused requests also give without asking.
 */
const BY_DISCORD: ReadonlySet<SendResult['kind']> = new Set(['sent', 'removed', 'closed', 'refused']);

/**
 * Watches for a ban. It is over when Discord itself has answered a request that began after the newest sign of it: what
 * was under way before proves nothing. `told` gets the answer that began it, and `null` when it is over; each once.
 */
export function watchBan(monotonic: () => number, told: (why: string | null) => void): BanWatch {
  let signAt: number | null = null;
  return {
    isOn: () => signAt !== null,
    handle(result, began) {
      if (result.kind === 'banned') {
        const isNew = signAt === null;
        signAt = monotonic();
        if (isNew) told(result.why);
      } else if (signAt !== null && began > signAt && BY_DISCORD.has(result.kind)) {
        signAt = null;
        told(null);
      }
    },
  };
}
