import { randomUUID } from 'node:crypto';
import type { Lease, Leases } from '../../outbox/leases.ts';

/** The leases of a state that one process owns alone: all are its own for as long as it wants them. */
export function grantLeases(): Leases {
  const holder = randomUUID();
  const held = new Map<string, Lease>();
  let fence = 0;
  return {
    holder,
    shared: false,
    async take(names) {
      const free = names.filter((name) => !held.has(name));
      return free.map((name) => {
        fence += 1;
        const lease = { name, fence, until: Number.POSITIVE_INFINITY };
        held.set(name, lease);
        return { ...lease, from: null };
      });
    },
    renew: async () => [...held.values()],
    async release(names) {
      for (const name of names) held.delete(name);
    },
    held: (name) => held.get(name) ?? null,
    present: async () => [{ holder, leases: [...held.keys()].sort() }],
  };
}
