import type { Machine } from '../../time/machine.ts';

/**
 * Discord bans an address for a while after 10,000 answers of 401, 403 or 429 in ten minutes; 429s of the shared scope
 * do not count: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export const INVALID_WINDOW_MS = 600_000;

/** A fifth of what Discord bans for, because other programs may share the address. */
export const INVALID_STOP = 2_000;

const SLICE_MS = 10_000;

/** A count of refused requests over the last ten minutes, by the machine's monotonic clock. */
export type InvalidCount = {
  note(status: number, scope: string | null): void;
  count(): number;
  /** How long everything but interaction answers must pause, ms; 0 when nothing must. */
  barredMs(): number;
};

/** Counts in slices of ten seconds, so that memory stays flat whatever happens. */
export function countInvalid(machine: Machine): InvalidCount {
  let slices: { from: number; count: number }[] = [];
  const recent = () => {
    const now = machine.monotonic();
    slices = slices.filter(({ from }) => now - from < INVALID_WINDOW_MS);
    return slices;
  };
  const count = () => recent().reduce((sum, slice) => sum + slice.count, 0);
  return {
    note(status, scope) {
      if ((status !== 401 && status !== 403 && status !== 429) || scope === 'shared') return;
      const last = recent().at(-1);
      const now = machine.monotonic();
      if (last !== undefined && now - last.from < SLICE_MS) last.count += 1;
      else slices.push({ from: now, count: 1 });
    },
    count,
    barredMs() {
      let over = count() - INVALID_STOP;
      if (over < 0) return 0;
      for (const slice of slices) {
        over -= slice.count;
        if (over < 0) return Math.max(1, slice.from + INVALID_WINDOW_MS - machine.monotonic());
      }
      return INVALID_WINDOW_MS;
    },
  };
}
