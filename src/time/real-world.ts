import { type DateAnswer, distance, ENOUGH_ANSWERS, judgeDates, OFF_MS, spanOf } from './judge-clock.ts';
import type { Machine } from './machine.ts';
import type { World } from './world.ts';

/** The knowledge that a real world has of its time. */
export type ClockStanding = {
  /** Discord's clock is known, and the machine has not slept since as far as can be told. */
  readonly sure: boolean;
  /** The machine's clock has gone forward by more than a minute: a sleep, or a false clock. Nothing is to be sent by it. */
  readonly doubted: boolean;
  /** Discord's date is wanted: world time rests on too little. */
  readonly asks: boolean;
  /** How far the machine's clock is ahead of Discord's where it is not followed, ms; 0 where it is. */
  readonly aheadMs: number;
  /** How long ago Discord's date last came, by the rising clock, ms. */
  readonly silentMs: number;
};

/** The real world's time, which follows Discord's clock where the machine's is wrong (product rule 13). */
export type RealWorld = World & {
  readonly kind: 'real';
  /** Takes in a date of Discord's. */
  hear(answer: DateAnswer): void;
  standing(): ClockStanding;
};

/**
 * The fastest that a clock may honestly drift from the rising one: half a millisecond a second, the most by which Linux
 * and NTP slew a clock. What is faster is a step. https://man7.org/linux/man-pages/man2/adjtimex.2.html
 */
const HONEST_DRIFT = 500 / 1_000_000;
/** A step smaller than this may be the two clocks being read one after the other. */
const STEP_MS = 500;
/** Product rule 13: a forward jump of more than a minute is confirmed before anything is sent. */
const JUMP_MS = 60_000;

/**
 * World time goes on with the machine's rising clock, which nobody can set, and follows the wall clock only as fast as an
 * honest clock drifts: a wall clock that is set changes nothing by itself. Only three dates of Discord's that agree move
 * world time: to the wall clock, where that is right to within five seconds, and else to Discord's time. The rising clock
 * stands still while the machine sleeps, and then the wall clock has gone forward: what was heard before counts no more.
 */
export function realWorld(machine: Pick<Machine, 'now' | 'monotonic'>): RealWorld {
  let lookedAt = machine.monotonic();
  // All three are ahead of the rising clock, ms.
  let wall = machine.now() - lookedAt;
  let world = wall;
  /** Where the wall clock would have the world stand, with what it is known to be wrong by. */
  let target = wall;
  let answers: readonly DateAnswer[] = [];
  /** The rising clock when it may last have stood still. */
  let soundFrom = Number.NEGATIVE_INFINITY;
  let sure = false;

  const judge = (): void => {
    const right = judgeDates(answers, { wall, world, wasOff: target !== wall });
    if (right === null) return;
    sure = true;
    world = right;
    target = right;
  };
  const look = (): number => {
    const monotonic = machine.monotonic();
    const most = Math.max(0, monotonic - lookedAt) * HONEST_DRIFT;
    const step = machine.now() - monotonic - wall;
    lookedAt = monotonic;
    wall += step;
    target += step;
    world += Math.min(most, Math.max(-most, target - world));
    if (Math.abs(step) <= STEP_MS + most) return monotonic;
    if (step > 0) {
      answers = [];
      soundFrom = monotonic;
      sure = false;
    } else judge();
    return monotonic;
  };
  return {
    kind: 'real',
    now: () => Math.floor(look() + world),
    hear(answer) {
      look();
      // A date that was asked for before a sleep says nothing of the time after it.
      if (answer.asked < soundFrom) return;
      answers = [...answers, answer].slice(-ENOUGH_ANSWERS);
      judge();
    },
    standing() {
      const monotonic = look();
      const last = answers.at(-1);
      const isContradicted = last !== undefined && distance(world, spanOf(last)) > OFF_MS;
      const doubted = target - world > JUMP_MS;
      return {
        sure,
        doubted,
        asks: !sure || doubted || isContradicted,
        aheadMs: target === wall ? 0 : Math.round(wall - target),
        silentMs: last === undefined ? Number.POSITIVE_INFINITY : monotonic - last.came,
      };
    },
  };
}
