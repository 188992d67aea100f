import type { Machine } from '../time/machine.ts';
import type { TickEnd, Ticker } from './run-tick.ts';

/** Why the last tick failed, and when; monotonic machine time. */
export type TickFailure = { readonly at: number; readonly error: unknown };

/** How the clock stands, as ticks find it: nothing is sent while it is ahead of what is stored, or jumped and is doubted. */
export type ClockState = 'steady' | 'ahead' | 'jumped';

/** Ticks as the running program makes them, and what is known of the last of them. */
export type WatchedTicks = {
  /** One tick. Rejects as it does. */
  tick(): Promise<void>;
  /** When a tick last ended without a failure; monotonic machine time. */
  lastTick(): number;
  /** The failure of the last tick that ended; `null` when it ended well. */
  lastFailure(): TickFailure | null;
};

/** How far the stored time may lie ahead before that is said: small corrections of the clock pass by themselves. */
const AHEAD_MS = 60_000;

/**
 * Notes how ticks end. `clockTurned` is called when the clock is not as it was at the tick before, `ticked` after each
 * tick that did not fail.
 */
export function watchTicks(parts: {
  readonly ticker: Pick<Ticker, 'tick'>;
  readonly machine: Pick<Machine, 'monotonic'>;
  clockTurned(now: { readonly clock: ClockState; readonly was: ClockState; readonly end: TickEnd }): void;
  ticked(end: TickEnd): Promise<void>;
}): WatchedTicks {
  const { ticker, machine } = parts;
  let clock: ClockState = 'steady';
  let failure: TickFailure | null = null;
  let lastTick = machine.monotonic();
  const failed = (error: unknown): never => {
    failure = { at: machine.monotonic(), error };
    throw error;
  };
  return {
    async tick() {
      const end = await ticker.tick().catch(failed);
      lastTick = machine.monotonic();
      failure = null;
      const was = clock;
      clock = clockOf(end);
      if (clock !== was) parts.clockTurned({ clock, was, end });
      await parts.ticked(end);
    },
    lastTick: () => lastTick,
    lastFailure: () => failure,
  };
}

function clockOf(end: TickEnd): ClockState {
  if (end.kind === 'doubted') return 'jumped';
  return end.kind === 'ahead' && end.watermark - end.at >= AHEAD_MS ? 'ahead' : 'steady';
}

/** How the ticks are, as a look at them finds. */
export type WatchdogVerdict = 'well' | 'restart ticks' | 'give up';

/** Why the ticks are given up: none came for so long, or none that did not fail. */
export type TicksLost = { readonly seconds: number; readonly failure: TickFailure | null };

/** Without a tick for so long the ticks are started anew: thirty were missed. */
export const RESTART_AFTER_MS = 30_000;
/** Without a tick for so long a restart of the ticks has not helped: the process must end, so that it is started anew. */
export const GIVE_UP_AFTER_MS = 120_000;

/** Judges how long ago the last tick ended. Pure. */
export function judgeSilence(sinceTickMs: number): WatchdogVerdict {
  if (sinceTickMs >= GIVE_UP_AFTER_MS) return 'give up';
  return sinceTickMs >= RESTART_AFTER_MS ? 'restart ticks' : 'well';
}

/** How often the watchdog looks. */
const LOOK_EVERY_MS = 5_000;
/** A look so long after the one before came late itself: the whole process stood still, and ticks could not come. */
const LATE_LOOK_MS = 3 * LOOK_EVERY_MS;

/**
 * Notices ticks that stop coming, by a timer of its own: node-cron was seen silent for hours at a change of clocks, and a
 * hung task blocks all later ones. `lastTick` is monotonic machine time, so that a machine that slept looks well; where
 * that clock goes on through a sleep (macOS, a paused container), the late look tells, and the count begins anew.
 */
export function startWatchdog(parts: {
  readonly machine: Machine;
  readonly watched: Pick<WatchedTicks, 'lastTick' | 'lastFailure'>;
  restart(): void;
  giveUp(lost: TicksLost): void;
}): () => void {
  const { machine, watched } = parts;
  let restartedAt = Number.NEGATIVE_INFINITY;
  let countsFrom = Number.NEGATIVE_INFINITY;
  let lookedAt = machine.monotonic();
  return machine.every(LOOK_EVERY_MS, () => {
    const now = machine.monotonic();
    if (now - lookedAt >= LATE_LOOK_MS) countsFrom = now;
    lookedAt = now;
    const silence = now - Math.max(watched.lastTick(), countsFrom);
    const failure = watched.lastFailure();
    // Ticks that come and fail are no silence: starting them anew would not help.
    const failing = failure !== null && now - failure.at < RESTART_AFTER_MS ? failure : null;
    const verdict = judgeSilence(silence);
    if (verdict === 'give up') {
      parts.giveUp({ seconds: Math.round(silence / 1_000), failure: failing });
    } else if (verdict === 'restart ticks' && failing === null && now - restartedAt >= RESTART_AFTER_MS) {
      restartedAt = now;
      parts.restart();
    }
  });
}
