import { randomUUID } from 'node:crypto';
import type { Lease, Leases } from '../../outbox/leases.ts';
import type { Machine } from '../../time/machine.ts';
import type { Ask } from './keep-asking.ts';

/**
 * How long a lease lasts from its last renewal on. A process that dies has renewed within the last second, so that another
 * one, asking twice a second, has its work after at most four.
 */
export const LEASE_MS = 3_500;

/** Leases of processes that have not been seen for so long are deleted. */
const FORGET = '1 hour';

/** Leases in PostgreSQL, and the one by which the server and the other processes know that this one is alive. */
export type HeldLeases = Leases & {
  /** The lease of this process's presence; `null` while it has none. Each one it takes is another life, with another fence. */
  presence(): Lease | null;
  /** Lets go of all of them, at the end of the process. Never rejects: they end by themselves. */
  leave(): Promise<void>;
};

/**
 * The leases of all processes on one database: a row each, by the server's clock alone, which all of them share. `until` is
 * counted from before a query was made, so that a holder stops before the server lets another one begin.
 */
export function holdLeases({ ask, machine }: { ask: Ask; machine: Pick<Machine, 'monotonic' | 'now'> }): HeldLeases {
  const holder = randomUUID();
  const ownName = presenceName(holder);
  const held = new Map<string, Held>();
  const known = new Set<string>();
  const start = (): Held['ends'] => ({ until: machine.monotonic() + LEASE_MS, wall: machine.now() + LEASE_MS });
  const find = (name: string): Lease | null => {
    const own = held.get(name);
    return own !== undefined && machine.monotonic() < own.ends.until && machine.now() < own.ends.wall
      ? leaseOf(own)
      : null;
  };

  /** Makes the rows of names never used before: one that is not there cannot be locked. */
  async function makeRows(names: readonly string[]): Promise<void> {
    const fresh = names.filter((name) => !known.has(name));
    if (fresh.length === 0) return;
    await ask(
      `insert into leases (name, holder, fence, until) select name, '', 0, '-infinity' from unnest($1::text[]) as name
        order by name on conflict do nothing`,
      [fresh],
    );
    for (const name of fresh) known.add(name);
  }

  async function take(names: readonly string[]): Promise<readonly Lease[]> {
    const wanted = names.filter((name) => find(name) === null);
    if (wanted.length === 0) return [];
    await makeRows(wanted);
    const ends = start();
    const rows = await ask<{ name: string; fence: number }>(
      `update leases set holder = $1, fence = fence + 1, until = clock_timestamp() + $2 * interval '1 millisecond'
        where name = any(array(
          select name from leases where name = any($3::text[]) and until <= clock_timestamp() for update skip locked))
        returning name, fence::int`,
      [holder, LEASE_MS, wanted],
    );
    const taken = rows.map((row): Held => ({ ...row, ends }));
    for (const one of taken) held.set(one.name, one);
    return taken.map(leaseOf);
  }

  async function release(names: readonly string[]): Promise<void> {
    for (const name of names) held.delete(name);
    await ask("update leases set holder = '', until = '-infinity' where holder = $1 and name = any($2::text[])", [
      holder,
      names,
    ]);
  }

  return {
    holder,
    take,
    release,
    leave: () => release([...held.keys()]).catch(() => undefined),
    async renew() {
      const ends = start();
      const rows = await ask<{ name: string; fence: number }>(
        `update leases set until = clock_timestamp() + $2 * interval '1 millisecond'
          where holder = $1 and until > clock_timestamp() returning name, fence::int`,
        [holder, LEASE_MS],
      );
      const fences = new Map(rows.map(({ name, fence }) => [name, fence]));
      for (const one of held.values()) {
        if (fences.get(one.name) === one.fence) held.set(one.name, { ...one, ends });
        else held.delete(one.name);
      }
      if (!held.has(ownName)) await take([ownName]);
      return [...held.keys()].flatMap((name) => (name === ownName ? [] : (find(name) ?? [])));
    },
    held: find,
    presence: () => find(ownName),
    async present() {
      const rows = await ask<{ holder: string; names: string[] }>(
        `select holder, array_agg(name::text order by name) as names from leases where until > clock_timestamp() group by holder order by holder`,
        [],
      );
      return rows.flatMap(({ holder: one, names }) => {
        const own = presenceName(one);
        return names.includes(own) ? [{ holder: one, leases: names.filter((name) => name !== own) }] : [];
      });
    },
  };
}

/** A lease, and when it ends by both clocks: the rising one may stand still while the machine sleeps. */
type Held = {
  readonly name: string;
  readonly fence: number;
  readonly ends: { readonly until: number; readonly wall: number };
};

function leaseOf({ name, fence, ends }: Held): Lease {
  return { name, fence, until: ends.until };
}

function presenceName(holder: string): string {
  return `process ${holder}`;
}

/** Deletes what dead processes have left. Their fences are of no more use: no process has the same name again. */
export async function forgetDead(ask: Ask): Promise<void> {
  await ask(`delete from leases where name like 'process %' and until < clock_timestamp() - interval '${FORGET}'`, []);
}
