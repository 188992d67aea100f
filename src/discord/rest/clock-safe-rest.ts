import { REST } from '@discordjs/rest';
import { realMachine } from '../../time/machine.ts';

/** A clock that is slewed moves by less between two requests. */
const SET_BACK_MS = 1_000;

/**
 * The library's client, which counts its limits by the wall clock: set back by an hour, it would hold a channel whose limit
 * was used up for that hour. What it knows of limits is forgotten then, and Discord's answers say them anew.
 */
export class ClockSafeRest extends REST {
  #wall = wallAhead();

  override request(options: Parameters<REST['request']>[0]): Promise<unknown> {
    const wall = wallAhead();
    if (wall < this.#wall - SET_BACK_MS) {
      this.handlers.clear();
      this.globalRemaining = this.options.globalRequestsPerSecond;
      this.globalReset = -1;
    }
    this.#wall = wall;
    return super.request(options);
  }
}

/** How far the wall clock, as the library reads it, is ahead of the one that only rises, ms. */
function wallAhead(): number {
  const { now, monotonic } = realMachine();
  return now() - monotonic();
}
