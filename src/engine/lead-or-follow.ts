import type { Lease } from '../outbox/leases.ts';
import type { FollowEnd, TickEnd, Ticker } from './run-tick.ts';

/**
 * Makes the ticker of a process that plans only while it holds the lease for it. Each time it takes the lease it begins with
 * nothing remembered, since another one has planned meanwhile; when it has lost it, it stops at its next write. `follow`
 * is a tick without it.
 */
export function makeTurns(parts: {
  leads(): Lease | null;
  /** A ticker whose writes are made under that lease. */
  lead(lease: Lease): Ticker;
  follow(): Promise<FollowEnd>;
}): Ticker {
  let mine: { readonly fence: number; readonly ticker: Ticker } | null = null;
  return {
    async tick(): Promise<TickEnd> {
      const lease = parts.leads();
      if (lease === null) {
        mine = null;
        return parts.follow();
      }
      if (mine?.fence !== lease.fence) mine = { fence: lease.fence, ticker: parts.lead(lease) };
      try {
        return await mine.ticker.tick();
      } catch (error) {
        if (parts.leads()?.fence === lease.fence) throw error;
        return parts.follow();
      }
    },
    flush: async () => (parts.leads() === null ? undefined : mine?.ticker.flush()),
  };
}
