import type { Instant } from '../model/date.ts';

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
