import type { Random } from '../torture/seeded-random.ts';

/** One harm: to the process that plans or to any, or to the database of all; so many ms after the one before. */
export type Harm = {
  readonly kind: 'kill' | 'stop' | 'restart';
  readonly planner: boolean;
  readonly afterMs: number;
  /** How long the process stands still, where it is stopped. */
  readonly standsMs: number;
};

/** Between two harms, while reminders and commands go on. */
const GAP_MS = { least: 500, most: 6_000 } as const;
/** Longer than a lease lasts. */
const STANDS_MS = { least: 5_000, most: 15_000 } as const;
/** Longer than Discord remembers a nonce. */
export const LONG_STOP_MS = 180_000;

/** So many harms of each kind in a random order; the first stop is a long one, where one is asked for. */
export function planHarms(
  request: { readonly kills: number; readonly stops: number; readonly restarts: number; readonly longStop: boolean },
  random: Random,
): Harm[] {
  const kinds: Harm['kind'][] = [
    ...Array.from({ length: request.kills }, () => 'kill' as const),
    ...Array.from({ length: request.stops }, () => 'stop' as const),
    ...Array.from({ length: request.restarts }, () => 'restart' as const),
  ];
  let stops = 0;
  return kinds
    .map((kind) => ({ kind, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ kind }) => {
      if (kind === 'stop') stops += 1;
      const isLong = request.longStop && kind === 'stop' && stops === 1;
      return {
        kind,
        planner: random.chance(0.5),
        afterMs: random.between(GAP_MS.least, GAP_MS.most),
        standsMs: isLong ? LONG_STOP_MS : random.between(STANDS_MS.least, STANDS_MS.most),
      };
    });
}

/** The time that this share of them do not exceed; of at least one. */
function shareOf(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** How times, ms, are distributed, in words. */
export function describeTimes(times: readonly number[]): string {
  if (times.length === 0) return 'none';
  const shares = [0.5, 0.9, 0.99, 1].map(
    (share) => `${share === 1 ? 'worst' : `p${share * 100}`} ${(shareOf(times, share) / 1_000).toFixed(1)} s`,
  );
  return `${times.length}: ${shares.join(', ')}`;
}
