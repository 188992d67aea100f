import type { Instant } from '../model/date.ts';
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

/** A `Date` header of Discord's, with the machine's rising clock about it. */
export type DateAnswer = {
  /** Discord's time, ms since 1970, cut to whole seconds as the header is. */
  readonly discordNow: Instant;
  /** The rising clock when the request left and when its answer was there. */
  readonly asked: number;
  readonly came: number;
};

/** So many answers in a row must agree before Discord's clock is known. */
export const ENOUGH_ANSWERS = 3;
/** Product rule 13: a machine's clock that differs from Discord's by more than this is not followed. */
export const OFF_MS = 5_000;
/** It is followed again within this, so that a clock at the border does not go to and fro. */
const RIGHT_MS = 3_000;
/** By how much answers may contradict each other: two clocks of Discord's, rounded. */
const CONTRADICTION_MS = 1_000;

/** Between which two values Discord's clock is ahead of the rising one, ms. */
type Span = { readonly from: number; readonly to: number };

/** The span that one answer leaves open: Discord wrote its second at some time between question and answer. */
export function spanOf({ discordNow, asked, came }: DateAnswer): Span {
  return { from: discordNow - came, to: discordNow + 1_000 - asked };
}

/** How far a value lies outside of a span; 0 within. */
export function distance(value: number, { from, to }: Span): number {
  return Math.max(0, from - value, value - to);
}

/**
 * Where world time has to stand by the last three answers of Discord's; `null` while there are fewer, or they do not
 * agree. All values are ahead of the rising clock, ms: `wall`, the machine's clock, is followed where it is right to
 * within five seconds; otherwise `world` stays where it is if that is possible, and else is the middle of what is.
 */
export function judgeDates(
  answers: readonly DateAnswer[],
  { wall, world, wasOff }: { readonly wall: number; readonly world: number; readonly wasOff: boolean },
): number | null {
  const spans = answers.slice(-ENOUGH_ANSWERS).map(spanOf);
  if (spans.length < ENOUGH_ANSWERS) return null;
  const from = Math.max(...spans.map((span) => span.from));
  const to = Math.min(...spans.map((span) => span.to));
  if (from > to + CONTRADICTION_MS) return null;
  const span = { from: Math.min(from, to), to: Math.max(from, to) };
  if (distance(wall, span) <= (wasOff ? RIGHT_MS : OFF_MS)) return wall;
  return distance(world, span) === 0 ? world : (from + to) / 2;
}
