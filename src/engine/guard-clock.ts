import type { Instant, MachineInstant } from '../model/date.ts';
import { type ClockReading, confirmJump, followDrift, JUMP_MS, judgeJump, surplusOf } from '../time/judge-jump.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';

/** Watches the real clock, at ticks and between them. In a simulated world it trusts everything. */
export type ClockGuard = {
  /**
   * For a tick: true when `now` can be trusted; false while a forward jump waits for a second source to confirm it.
   * Asks that source where it must.
   */
  believes(now: Instant): Promise<boolean>;
  /**
   * Between ticks, without asking anybody: true when posts may be judged and sent by `now`. False after a forward jump
   * that nobody has confirmed, and where `now` lies more than a minute before what ticks have handled.
   */
  trusts(now: Instant): boolean;
  /** Records the watermark: the instant up to which ticks have handled everything due. */
  handled(upTo: Instant): void;
};

/** The clocks that the guard compares. */
export type ClockGuardParts = {
  readonly world: World;
  readonly machine: Machine;
  /** Asks the second source, Discord's `Date` header; `null` when it cannot tell. */
  otherClock(): Promise<Instant | null>;
  /**
   * The newest time of the second source that arrived without asking, a new object each time; `null` before the first.
   */
  readonly seenDate?: (() => SeenTime | null) | undefined;
};

/** The time that another clock showed, and this machine's at the same moment. */
export type SeenTime = { readonly discordNow: Instant; readonly atMachine: MachineInstant };

/** How long to leave the second source alone after it did not confirm. */
const ASK_AGAIN_MS = 10_000;
/**
 * The difference between two ticks of an untouched clock stays below this. A header seen near a step says nothing about
 * the offset.
 */
const NO_STEP_MS = 1_000;

/**
 * Product rule 13: after a forward jump of more than a minute nothing is sent until the second source agrees, or the
 * clock is back where it should be. Everything is judged against the last trusted reading; that starts with the
 * program, since a restart is no jump. A clock that is set back is trusted: ticks wait until it has caught up.
 */
export function makeClockGuard(parts: ClockGuardParts): ClockGuard {
  const { world, machine } = parts;
  const read = (at: Instant = world.now()): ClockReading => ({ at, monotonic: machine.monotonic() });
  let trusted = read();
  /** By how much the trusted clock is ahead of the second source. */
  let offset: number | null = null;
  let surplus = 0;
  let seen: SeenTime | null = null;
  let handled = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;

  const trustFrom = (reading: ClockReading, now: ClockReading): void => {
    trusted = reading;
    surplus = surplusOf(reading, now);
    seen = parts.seenDate?.() ?? null;
  };
  /** Learns the offset from a header that arrived since the last tick, unless a step came with it. */
  const learnOffset = (now: ClockReading): void => {
    const date = parts.seenDate?.() ?? null;
    const ahead = surplusOf(trusted, now);
    if (date === null || date === seen || Math.abs(ahead - surplus) > NO_STEP_MS) return;
    offset = date.atMachine - ahead - date.discordNow;
  };
  const isConfirmed = async (doubtful: ClockReading): Promise<boolean> => {
    if (doubtful.monotonic - askedAt < ASK_AGAIN_MS) return false;
    askedAt = doubtful.monotonic;
    const other = await parts.otherClock();
    const now = read();
    // The clock may have been set again while the other was asked: then its answer is not about this instant.
    if (other === null || judgeJump(doubtful, now) !== 'steady') return false;
    const confirmed = confirmJump(now.at, other, offset);
    if (confirmed === null) return false;
    offset = confirmed.offset;
    trustFrom({ at: confirmed.at, monotonic: now.monotonic }, now);
    return true;
  };

  return {
    async believes(at) {
      if (world.kind === 'simulated') return true;
      const now = read(at);
      const step = judgeJump(trusted, now);
      if (step === 'jumped forward') return isConfirmed(now);
      if (step === 'jumped back') {
        offset = null;
        trustFrom(now, now);
      } else {
        learnOffset(now);
        trustFrom(followDrift(trusted, now), now);
      }
      return true;
    },
    trusts(at) {
      if (world.kind === 'simulated') return true;
      return judgeJump(trusted, read(at)) !== 'jumped forward' && at >= handled - JUMP_MS;
    },
    handled(upTo) {
      handled = upTo;
    },
  };
}
