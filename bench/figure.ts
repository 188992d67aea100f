/** What one benchmark has found. */
export type Measurement = {
  readonly name: string;
  /** What was measured, in a few words: the heading of its rows. */
  readonly title: string;
  readonly figures: readonly Figure[];
  /** What the reader should know of this run, in sentences. */
  readonly notes: readonly string[];
};

/** One figure; those without a goal are there to understand the others by. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  /** `×` is a ratio of two figures of the same run; requests and messages are counted. */
  readonly unit: 'ms' | 'MB' | '×' | 'requests' | 'messages';
  readonly goal: Goal | null;
};

/** A bound in the figure's own unit. */
export type Goal = { readonly is: 'at most' | 'below'; readonly bound: number };

/** Whether a figure is where it should be. Printed and never asserted: a slow machine is no failure. */
export function judgeFigure({ value, goal }: Figure): 'ok' | 'missed' | null {
  if (goal === null) return null;
  const met = goal.is === 'below' ? value < goal.bound : value <= goal.bound;
  return met ? 'ok' : 'missed';
}
