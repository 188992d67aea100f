import { parseInstant } from '../../time/world.ts';
import type { DemoChoice } from '../demo/run-demo.ts';
import { StartError } from '../start/start-error.ts';

/** The options of `datewatch demo` as they are typed. */
export type DemoOptions = { readonly list?: readonly string[]; readonly from?: string; readonly speed?: string };

/** The fastest speed that makes sense: a year in three seconds. */
const MOST = 10_000_000;

/** Reads the options of `datewatch demo`. Throws `StartError` with what was found and expected. */
export function readDemo({ list, from, speed }: DemoOptions): DemoChoice {
  const instant = from === undefined ? undefined : parseInstant(from);
  if (instant === null) {
    throw new StartError(
      `--from: found ${from}, expected a day such as 2027-03-01, or an instant such as 2027-03-01T09:00Z.`,
    );
  }
  const seconds = speed === undefined ? undefined : Number(speed);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= MOST)) {
    throw new StartError(`--speed: found ${speed}, expected a number from 1 to ${MOST}: simulated seconds a second.`);
  }
  return {
    ...(list === undefined ? {} : { lists: list }),
    ...(instant === undefined ? {} : { from: instant }),
    ...(seconds === undefined ? {} : { speed: seconds }),
  };
}
