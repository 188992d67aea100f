import { randomUUID } from 'node:crypto';
import type { MachineInstant } from '../../model/date.ts';
import type { Handover, Lease, Leases, TakenLease } from '../../outbox/leases.ts';
import type { Machine } from '../../time/machine.ts';
import type { Ask } from './keep-asking.ts';

/**
 * How long a lease lasts from its last renewal on. A process that dies has renewed within the last second, so that another
 * one, asking twice a second, has its work after at most four.
 */
export const LEASE_MS = 3_500;

const SERVER_NOW = 'floor(extract(epoch from clock_timestamp()) * 1000)::float8';

/** Leases of processes that have not been seen for so long are deleted. */
const FORGET = '1 hour';

/** Leases in PostgreSQL, and the one by which the server and the other processes know that this one is alive. */
export type HeldLeases = Leases & {
  /** The lease of this process's presence; `null` while it has none. Each one it takes is another life, with another fence. */
  presence(): Lease | null;
  /** The server's clock, in milliseconds since 1970; the machine's before the first answer. */
  serverNow(): MachineInstant;
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
  let serverAt: { readonly now: number; readonly monotonic: number } | null = null;
  const start = (): Held['ends'] => ({ until: machine.monotonic() + LEASE_MS, wall: machine.now() + LEASE_MS });
  const find = (name: string): Lease | null => {
    const own = held.get(name);
    return own !== undefined && machine.monotonic() < own.ends.until && machine.now() < own.ends.wall
      ? leaseOf(own)
      : null;
  };

  /** Counted from before the question, so that a lease is rather thought to be over. */
  const heard = ([row]: readonly Row[], { until }: Held['ends']): void => {
    if (row !== undefined) serverAt = { now: row.now, monotonic: until - LEASE_MS };
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

  async function take(names: readonly string[]): Promise<readonly TakenLease[]> {
    const wanted = names.filter((name) => find(name) === null);
    if (wanted.length === 0) return [];
    await makeRows(wanted);
    const ends = start();
    const rows = await ask<TakenRow>(
      `with free as (select name, holder, until from leases
          where name = any($3::text[]) and until <= clock_timestamp() for update skip locked)
        update leases set holder = $1, fence = fence + 1, until = clock_timestamp() + $2 * interval '1 millisecond'
        from free where leases.name = free.name
        returning leases.name, fence::int, ${SERVER_NOW} as now, free.holder as before,
          case when isfinite(free.until) then extract(epoch from clock_timestamp() - free.until)::float8 * 1000 end as free_ms`,
      [holder, LEASE_MS, wanted],
    );
    heard(rows, ends);
    return rows.map((row) => {
      const one: Held = { name: row.name, fence: row.fence, ends };
      held.set(one.name, one);
      return { ...leaseOf(one), from: handoverOf(row) };
    });
  }

  async function release(names: readonly string[]): Promise<void> {
    for (const name of names) held.delete(name);
    await ask("update leases set holder = '', until = clock_timestamp() where holder = $1 and name = any($2::text[])", [
      holder,
      names,
    ]);
  }

  return {
    holder,
    shared: true,
    take,
    release,
    leave: () => release([...held.keys()]).catch(() => undefined),
    async renew() {
      const ends = start();
      const rows = await ask<Row>(
        `update leases set until = clock_timestamp() + $2 * interval '1 millisecond'
          where holder = $1 and until > clock_timestamp() returning name, fence::int, ${SERVER_NOW} as now`,
        [holder, LEASE_MS],
      );
      heard(rows, ends);
      const fences = new Map(rows.map(({ name, fence }) => [name, fence]));
      for (const one of held.values()) {
        if (fences.get(one.name) === one.fence) held.set(one.name, { ...one, ends });
        else held.delete(one.name);
      }
      if (!held.has(ownName)) {
        // Its row may be gone: another process that begins deletes those of the dead, and one not yet taken looks like it.
        known.delete(ownName);
        await take([ownName]);
      }
      return [...held.keys()].flatMap((name) => (name === ownName ? [] : (find(name) ?? [])));
    },
    held: find,
    presence: () => find(ownName),
    serverNow: () => (serverAt === null ? machine.now() : serverAt.now + machine.monotonic() - serverAt.monotonic),
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

/** A lease as the server returns it, and its clock then. */
type Row = { readonly name: string; readonly fence: number; readonly now: number };

/** One taken, with who had it before and since when it was free; `null` for a new one. */
type TakenRow = Row & { readonly before: string; readonly free_ms: number | null };

function handoverOf({ before, free_ms: freeMs }: TakenRow): Handover | null {
  if (freeMs === null) return null;
  return before === '' ? { cause: 'given back', afterMs: freeMs } : { cause: 'over', afterMs: freeMs + LEASE_MS };
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
