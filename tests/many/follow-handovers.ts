import type { Emulator } from '../../emulator/emulator.ts';

/** A time in which nobody may have been there for a shard, ms of the machine's clock; it goes on where `to` is infinite. */
type Gap = { readonly shard: number | 'all'; readonly from: number; to: number };

/** Who follows how shards go from one process to another, as Discord sees it. */
export type Handovers = {
  /** The process that keeps these shards was harmed now. */
  harmed(shards: readonly number[]): void;
  /** The process that was harmed is well again and keeps these shards, which nobody has taken over. */
  recovered(shards: readonly number[]): void;
  /** The database of all is away from now until the returned function is called. */
  databaseGone(): () => void;
  /** How long it took until each shard of a harmed process was up elsewhere, ms. */
  readonly times: readonly number[];
  /** Whether there was a gap for that shard between the two instants. */
  hadGap(shard: number, from: number, to: number): boolean;
};

/** After its database is back a process needs a moment to be told so. */
const DATABASE_BACK_MS = 5_000;

/** Follows the sessions of a bot of so many shards from now on. */
export function followHandovers(emulator: Emulator): Handovers {
  const shardOf = new Map<string, number>();
  /** Of each session: that of a process that stands still stays open beside the one that has resumed it. */
  const connections = new Map<string, number>();
  const gaps: Gap[] = [];
  const times: number[] = [];
  const harmedAt = new Map<number, number>();
  const open = (shard: number | 'all', from: number): Gap => {
    const gap: Gap = { shard, from, to: Number.POSITIVE_INFINITY };
    gaps.push(gap);
    return gap;
  };
  const endGaps = (shard: number): void => {
    const now = Date.now();
    for (const gap of gaps) if (gap.shard === shard && gap.to > now) gap.to = now;
  };
  const isUp = ({ sessionId, shard }: { readonly sessionId: string; readonly shard: number }): void => {
    const now = Date.now();
    shardOf.set(sessionId, shard);
    connections.set(sessionId, (connections.get(sessionId) ?? 0) + 1);
    endGaps(shard);
    const since = harmedAt.get(shard);
    if (since === undefined) return;
    harmedAt.delete(shard);
    times.push(now - since);
  };
  emulator.on('ready', isUp);
  emulator.on('resumed', isUp);
  emulator.on('gateway', ({ direction, sessionId = '' }) => {
    const shard = shardOf.get(sessionId);
    if (direction !== 'close' || shard === undefined) return;
    const left = (connections.get(sessionId) ?? 1) - 1;
    connections.set(sessionId, left);
    if (left === 0) open(shard, Date.now());
  });
  return {
    times,
    harmed(shards) {
      for (const shard of shards) {
        open(shard, Date.now());
        if (!harmedAt.has(shard)) harmedAt.set(shard, Date.now());
      }
    },
    recovered(shards) {
      for (const shard of shards) {
        harmedAt.delete(shard);
        endGaps(shard);
      }
    },
    databaseGone() {
      const gap = open('all', Date.now());
      return () => {
        gap.to = Date.now() + DATABASE_BACK_MS;
      };
    },
    hadGap: (shard, from, to) =>
      gaps.some((gap) => (gap.shard === 'all' || gap.shard === shard) && gap.from <= to && gap.to >= from),
  };
}
