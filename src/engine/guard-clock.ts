import type { Instant } from '../model/date.ts';
import type { Machine } from '../time/machine.ts';
import { type ClockStanding, ENOUGH_ANSWERS, type RealWorld } from '../time/real-world.ts';
import type { World } from '../time/world.ts';

/** Watches over the real clock, at ticks and between them. In a simulated world it trusts everything. */
export type ClockGuard = {
  /** For a tick: how the clock stands. Has Discord asked for its date where that is wanted, and does not wait for it. */
  look(): ClockStanding;
  /**
   * Between ticks: true when posts may be judged and sent by world time. False after a forward jump that nobody has
   * confirmed, and where the time lies more than a minute before what ticks have handled and Discord's is not known.
   */
  trusts(): boolean;
  /**
   * Before a send: where Discord has not been heard for a few seconds, asks it for its date, since a machine that was
   * suspended with both its clocks cannot know. Resolves when world time is right by the answers, or none came; `null`
   * where nothing is asked.
   */
  confirm(): Promise<void> | null;
  /** Records the watermark: the instant up to which ticks have handled everything due. */
  handled(upTo: Instant): void;
  /** Resolves when what Discord is being asked has been answered, or was not; at once where nothing is asked. */
  asked(): Promise<void>;
  /** Has Discord asked once, in order to find a clock that went wrong without a jump. For each minute. */
  compare(): void;
};

/** The clocks that the guard compares. */
export type ClockGuardParts = {
  readonly world: World | RealWorld;
  readonly machine: Pick<Machine, 'monotonic'>;
  /** Asks Discord something small; the world hears the date of the answer. False when none came. */
  askDate(): Promise<boolean>;
};

/** How long Discord is left alone when it did not answer, or after so many rounds that left the clock in doubt. */
const ASK_AGAIN_MS = 10_000;
const ROUNDS = 5;
/** A date of Discord's is believed for so long, ms: by as much a suspended machine may be wrong. */
const FRESH_MS = 5_000;
/** Small differences to the watermark pass by themselves. */
const BEHIND_MS = 60_000;
const UNKNOWN: ClockStanding = { sure: false, doubted: false, asks: false, aheadMs: 0, silentMs: 0 };

/** Product rule 13. */
export function makeClockGuard({ world, machine, askDate }: ClockGuardParts): ClockGuard {
  const standing = (): ClockStanding => ('hear' in world ? world.standing() : UNKNOWN);
  let handled = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  let rounds = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;

  const round = async (times: number): Promise<void> => {
    const answers = await Promise.all(Array.from({ length: times }, askDate)).catch(() => [false]);
    asking = null;
    rounds = standing().asks ? rounds + 1 : 0;
    const isVain = !answers.includes(true) || (rounds > 0 && rounds % ROUNDS === 0);
    if (isVain) restsUntil = machine.monotonic() + ASK_AGAIN_MS;
  };
  const ask = (times: number): void => {
    asking ??= round(times);
  };
  return {
    look() {
      const stands = standing();
      if (stands.asks && machine.monotonic() >= restsUntil) ask(ENOUGH_ANSWERS);
      return stands;
    },
    trusts() {
      if (world.kind === 'simulated') return true;
      const { sure, doubted } = standing();
      return !doubted && (sure || world.now() >= handled - BEHIND_MS);
    },
    confirm() {
      const mayAsk = (): boolean => machine.monotonic() >= restsUntil;
      if (standing().silentMs < FRESH_MS || !mayAsk()) return null;
      return (async () => {
        ask(1);
        await asking;
        // One date may show that the time is wrong; several agree on what is right.
        if (standing().asks && mayAsk()) ask(ENOUGH_ANSWERS);
        await asking;
      })();
    },
    handled(upTo) {
      handled = upTo;
    },
    asked: async () => {
      await asking;
    },
    compare() {
      if ('hear' in world) ask(1);
    },
  };
}

/**
 * For the start, before anything is stamped with a time or sent by it: asks Discord until its clock is known, in a few
 * rounds. Returns how the clock stands then.
 */
export async function settleClock(world: RealWorld, askDate: () => Promise<boolean>): Promise<ClockStanding> {
  for (let round = 0; round < ROUNDS && world.standing().asks; round += 1) {
    const answers = await Promise.all(Array.from({ length: ENOUGH_ANSWERS }, askDate));
    if (!answers.includes(true)) break;
  }
  return world.standing();
}
