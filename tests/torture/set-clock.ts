import type { Random } from './seeded-random.ts';
import type { ClockTurn } from './world-clock.ts';

/** How far a clock is set, world ms: by some seconds, less than an hour, hours, days. */
const SETS_MS = [
  [6_000, 120_000],
  [120_000, 3_600_000],
  [3_600_000, 86_400_000],
  [86_400_000, 864_000_000],
] as const;
/** Some are set while the program still starts, some when it has been running for a while. Machine ms. */
const SET_WITHIN_MS = 6_000;
const MOST_JUMPS = 2;

/** The clock of the machine on which the programs of a run live, one after the other. */
export type MachineClock = {
  /** How it goes in the next life: as it was left, and then set as often as not, forward, back or right. */
  begin(): readonly ClockTurn[];
  /** That life has ended, after so many ms of the machine: what came later never was. */
  end(livedMs: number): void;
};

/** `speed`: world seconds per second. `note` is called with each turn that a life saw. */
export function makeMachineClock(parts: {
  readonly random: Random;
  readonly speed: number;
  note(what: string): void;
}): MachineClock {
  const { random, speed, note } = parts;
  let aheadMs = 0;
  let turns: readonly ClockTurn[] = [];
  const set = (before: number): number => {
    const [least, most] = random.pick(SETS_MS);
    const byMs = random.between(least, most) / speed;
    return random.chance(0.2) ? 0 : random.chance(0.5) ? before + byMs : before - byMs;
  };
  return {
    begin() {
      const jumps = Array.from({ length: random.whole(0, MOST_JUMPS) }, () => random.between(0, SET_WITHIN_MS));
      let last = { afterMs: 0, aheadMs };
      turns = [last];
      for (const afterMs of jumps.sort((a, b) => a - b)) {
        last = { afterMs, aheadMs: set(last.aheadMs) };
        turns = [...turns, last];
      }
      return turns;
    },
    end(livedMs) {
      const [first, ...seen] = turns.filter(({ afterMs }) => afterMs < livedMs);
      if (first?.aheadMs !== 0) note('clock wrong at a start');
      for (const turn of seen) {
        note(turn.aheadMs === 0 ? 'clock set right' : turn.aheadMs > aheadMs ? 'clock set forward' : 'clock set back');
        aheadMs = turn.aheadMs;
      }
    },
  };
}
