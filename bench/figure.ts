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
  /** `×` is a ratio of two figures of the same run. */
  readonly unit: 'ms' | 's' | 'MB' | '×' | '%' | Counted;
  readonly goal: Goal | null;
};

/** What is counted rather than measured: whole numbers. */
const COUNTED = [
  'requests',
  'messages',
  'rows a second',
  'messages a second',
  'files',
  'lines',
  'folders',
  'circles',
] as const;
type Counted = (typeof COUNTED)[number];

/** Whether figures of this unit are whole numbers. */
export function isCounted(unit: Figure['unit']): unit is Counted {
  return (COUNTED as readonly string[]).includes(unit);
}

/** Bounds in the figure's own unit, both included but in `below`. */
export type Goal =
  | { readonly is: 'at most' | 'below'; readonly bound: number }
  | { readonly is: 'from'; readonly bound: number; readonly to: number };

/** Whether a figure is where it should be. Printed and never asserted: a slow machine is no failure. */
export function judgeFigure({ value, goal }: Figure): 'ok' | 'missed' | null {
  if (goal === null) return null;
  return meets(value, goal) ? 'ok' : 'missed';
}

function meets(value: number, goal: Goal): boolean {
  if (goal.is === 'below') return value < goal.bound;
  return goal.is === 'from' ? goal.bound <= value && value <= goal.to : value <= goal.bound;
}
