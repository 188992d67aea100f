import type { Random } from '../torture/seeded-random.ts';

/** One harm during a burst: to the process that plans or to any, so many ms after the burst began. */
export type Harm = { readonly kind: 'kill' | 'stop' | 'restart'; readonly planner: boolean; readonly afterMs: number };

/** The longest time into a burst, which takes about a second. */
const LATEST_MS = 1_200;

/** So many harms of each kind in a random order, one for each burst. */
export function planHarms(
  { kills, stops, restarts }: { readonly kills: number; readonly stops: number; readonly restarts: number },
  random: Random,
): Harm[] {
  const kinds: Harm['kind'][] = [
    ...Array.from({ length: kills }, () => 'kill' as const),
    ...Array.from({ length: stops }, () => 'stop' as const),
    ...Array.from({ length: restarts }, () => 'restart' as const),
  ];
  return kinds
    .map((kind) => ({ kind, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ kind }) => ({ kind, planner: random.chance(0.6), afterMs: random.between(0, LATEST_MS) }));
}

/** The time that this share of them do not exceed; of at least one. */
export function shareOf(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
