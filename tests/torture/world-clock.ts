/**
 * The world of a torture run as a straight line over the machine's clock: parent, emulator and every child compute it
 * from the same two figures. So it goes on while no child lives, never runs back over a kill, and no child can be ahead
 * of the one that comes after it; and the emulator stamps messages with the very world that their sender lived in.
 */
export type WorldLine = {
  /** World time, ms, at the machine's instant `machineAt`. */
  readonly worldAt: number;
  readonly machineAt: number;
  /** World seconds per second. */
  readonly speed: number;
};

/** World time at a machine instant, in whole ms. */
export function worldOf(line: WorldLine, machine: number): number {
  return Math.floor(line.worldAt + (machine - line.machineAt) * line.speed);
}

/** The machine's instant at a world time. */
export function machineOf(line: WorldLine, world: number): number {
  return line.machineAt + (world - line.worldAt) / line.speed;
}

/** The clock of a run on a machine that is `pace` times as slow as usual: its seconds last so many. */
export type SlowClock = {
  /** The world's line by this clock. */
  readonly line: WorldLine;
  now(): number;
  /** This clock's time at a machine instant. */
  at(machine: number): number;
};

/** Whatever is judged by seconds keeps its meaning where everything takes longer, the world's minutes too. */
export function slowDown(line: WorldLine, pace: number): SlowClock {
  const at = (machine: number): number => line.machineAt + (machine - line.machineAt) / pace;
  return { line: { ...line, speed: line.speed * pace }, now: () => at(Date.now()), at };
}

/** World time of a program may be so far from Discord's, world ms (product rule 13), and what it says and does with it. */
export const OFF_MS = 6_000;

/** From `afterMs` of a life on the machine's clock shows so much more than the time, machine ms; less where below 0. */
export type ClockTurn = { readonly afterMs: number; readonly aheadMs: number };

/** How far the machine's clock is ahead in the life's millisecond `lived`. */
export function aheadAt(turns: readonly ClockTurn[], lived: number): number {
  return turns.findLast(({ afterMs }) => afterMs <= lived)?.aheadMs ?? 0;
}
