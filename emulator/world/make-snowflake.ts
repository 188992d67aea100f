/**
 * Ids as Discord makes them: milliseconds since 2015 in the upper 42 bits
 * (https://discord.com/developers/docs/reference#snowflakes), so that lateness can be read from a message's id.
 */

/** Discord's epoch, the first second of 2015, in ms since 1970. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const COUNTER_BITS = 22n;

/** Makes ids that do not repeat. */
export interface SnowflakeMaker {
  make(timeMs: number): string;
  /** Counts from the beginning again: in a world that is played again the same messages get the same ids. */
  restart(): void;
}

/**
 * Ids never repeat, even when the given times do or run backwards: the lower 22 bits count those of one millisecond, from
 * `first` on, and all of them once time has gone back.
 */
export function createSnowflakeMaker(first = 0n): SnowflakeMaker {
  let [counter, highest, last] = [first, first, Number.NEGATIVE_INFINITY];
  return {
    make: (timeMs) => {
      if (timeMs > last) [counter, last] = [first, timeMs];
      else if (timeMs < last) counter = highest;
      counter = (counter + 1n) & ((1n << COUNTER_BITS) - 1n);
      if (counter > highest) highest = counter;
      const sinceEpoch = BigInt(Math.max(0, Math.trunc(timeMs) - DISCORD_EPOCH_MS));
      return ((sinceEpoch << COUNTER_BITS) | counter).toString();
    },
    restart: () => {
      [counter, highest, last] = [first, first, Number.NEGATIVE_INFINITY];
    },
  };
}

/** Milliseconds since 1970 that an id carries. */
export function snowflakeMs(id: string): number {
  return Number(BigInt(id) >> COUNTER_BITS) + DISCORD_EPOCH_MS;
}

/** -1, 0 or 1 by age; ids are too large for numbers. */
export function compareSnowflakes(left: string, right: string): number {
  const difference = BigInt(left) - BigInt(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
