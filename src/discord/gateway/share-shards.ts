/** The shards as one process sees them: who is alive, and who holds which. Shards are numbered from 0. */
export type ShardsSeen = {
  /** How many there are. */
  readonly count: number;
  /** This process, by its name among the holders. */
  readonly me: string;
  /** The living processes and the shards that each holds. */
  readonly holders: ReadonlyMap<string, readonly number[]>;
  /** Those of this process that are up: they are given away last. */
  readonly standing: ReadonlySet<number>;
};

/** The shards that a process should take and give back now, and why. */
export type Sharing = {
  readonly why: /** The others do not see this process: it holds nothing for sure, and must not take. */
    | 'not present'
    /** Another process has come, and what is above a fair share is its. */
    | 'above its share'
    /** There are free shards, and this process has fewer than a fair share. */
    | 'below its share'
    | 'at rest';
  readonly take: readonly number[];
  readonly giveBack: readonly number[];
};

/**
 * Shares the shards out among the living processes: each may hold as many as all shards by all processes, rounded up. Each
 * process decides for itself, by a view that may be a moment old; nothing is taken that another one holds, so that shards
 * move only where one is free or somebody has too many. Where nobody comes or goes it ends with one owner for each shard,
 * and then nothing moves any more.
 */
export function shareShards({ count, me, holders, standing }: ShardsSeen): Sharing {
  const own = holders.get(me);
  if (own === undefined) return { why: 'not present', take: [], giveBack: [] };
  const share = Math.ceil(count / holders.size);
  if (own.length > share) {
    const byWorth = [...own].sort((a, b) => Number(standing.has(b)) - Number(standing.has(a)) || a - b);
    return { why: 'above its share', take: [], giveBack: byWorth.slice(share) };
  }
  const held = new Set([...holders.values()].flat());
  // Each process begins to look at another place, so that those that start together do not want the same ones.
  const first = [...holders.keys()].sort().indexOf(me) * share;
  const all = Array.from({ length: count }, (_, index) => (first + index) % count);
  const take = all.filter((shard) => !held.has(shard)).slice(0, share - own.length);
  return { why: take.length > 0 ? 'below its share' : 'at rest', take, giveBack: [] };
}
