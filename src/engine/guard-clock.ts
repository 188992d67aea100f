import type { Instant } from '../model/date.ts';
import type { Machine } from '../time/machine.ts';
import { type ClockStanding, ENOUGH_ANSWERS, type RealWorld } from '../time/real-world.ts';
import type { DateAsked, World } from '../time/world.ts';

/** How the clock stands. `unknown`: since the start Discord has not said what time it is, so that a wrong clock cannot show. */
export type ClockLook = ClockStanding & { readonly unknown: boolean };

/** Watches over the real clock, at ticks and between them. In a simulated world it trusts everything. */
export type ClockGuard = {
  /** For a tick: how the clock stands. Has Discord asked for its date where that is wanted, and does not wait for it. */
  look(): ClockLook;
  /**
   * Between ticks: true when posts may be judged and sent by world time. False while it is unknown, after a forward jump
   * that nobody has confirmed, and where the time lies more than a minute before what ticks have handled and Discord's is
   * not known.
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
  /** Asks Discord something small; the world hears the date of the answer. */
  askDate(): Promise<DateAsked>;
};

/** How long Discord is left alone when it did not answer, or after so many rounds that left the clock in doubt. */
const ASK_AGAIN_MS = 10_000;
/** The same while nothing can be sent because Discord has not been heard since the start. */
const ASK_UNKNOWN_MS = 2_000;
const ROUNDS = 5;
/** A date of Discord's is believed for so long, ms: by as much a suspended machine may be wrong. */
const FRESH_MS = 5_000;
/** Small differences to the watermark pass by themselves. */
const BEHIND_MS = 60_000;
const UNKNOWN: ClockStanding = { sure: false, doubted: false, asks: false, aheadMs: 0, silentMs: 0 };

/** Product rule 13. */
export function makeClockGuard({ world, machine, askDate }: ClockGuardParts): ClockGuard {
  let isKnown = false;
  let saysNoDate = false;
  const standing = (): ClockStanding => {
    if (!('hear' in world)) return UNKNOWN;
    const stands = world.standing();
    isKnown ||= stands.sure;
    return stands;
  };
  const isUnknown = (): boolean => 'hear' in world && !isKnown && !saysNoDate;
  let handled = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  let rounds = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;

  const round = async (times: number): Promise<void> => {
    const answers = await Promise.all(Array.from({ length: times }, askDate)).catch((): DateAsked[] => ['no answer']);
    asking = null;
    saysNoDate ||= answers.every((answer) => answer === 'no date');
    rounds = standing().asks ? rounds + 1 : 0;
    const isVain = !answers.includes('date') || (rounds > 0 && rounds % ROUNDS === 0);
    if (isVain) restsUntil = machine.monotonic() + (isUnknown() ? ASK_UNKNOWN_MS : ASK_AGAIN_MS);
  };
  const ask = (times: number): void => {
    asking ??= round(times);
  };
  return {
    look() {
      const stands = standing();
      if (stands.asks && machine.monotonic() >= restsUntil) ask(ENOUGH_ANSWERS);
      return { ...stands, unknown: isUnknown() };
    },
    trusts() {
      if (world.kind === 'simulated') return true;
      const { sure, doubted } = standing();
      return !doubted && !isUnknown() && (sure || world.now() >= handled - BEHIND_MS);
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

/** So many rounds in a row without a date end the asking at a start: the guard goes on with it. */
const VAIN_ROUNDS = 2;

/**
 * For the start, before anything is stamped with a time or sent by it: asks Discord until its clock is known, in a few
 * rounds. Returns how the clock stands then.
 */
export async function settleClock(world: RealWorld, askDate: () => Promise<DateAsked>): Promise<ClockStanding> {
  let vain = 0;
  for (let round = 0; round < ROUNDS && vain < VAIN_ROUNDS && world.standing().asks; round += 1) {
    const answers = await Promise.all(Array.from({ length: ENOUGH_ANSWERS }, askDate));
    vain = answers.includes('date') ? 0 : vain + 1;
  }
  return world.standing();
}
