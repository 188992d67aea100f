import type { Machine } from '../time/machine.ts';
import { OFF_MS } from '../time/real-world.ts';
import type { ClockGuard } from './guard-clock.ts';
import type { TickEnd, Ticker } from './run-tick.ts';

/** The error of the last tick, and when it came; monotonic machine time. */
export type TickFailure = { readonly at: number; readonly error: unknown };

/**
 * The state of the clock at ticks: nothing is sent while it is behind the stored watermark, or has jumped and is
 * doubted, or Discord's is unknown. While the machine's is wrong, Discord's is followed.
 */
export type ClockState = 'steady' | 'wrong' | 'ahead' | 'jumped' | 'unknown';

/** A change of that state. `aheadMs` is how far the machine's clock is ahead of Discord's where it is wrong. */
export type ClockTurn = {
  readonly clock: ClockState;
  readonly was: ClockState;
  readonly aheadMs: number;
  readonly end: TickEnd;
};

/** The ticks of the running program, and the result of the last of them. */
export type WatchedTicks = {
  /** One tick. Rejects as it does. */
  tick(): Promise<void>;
  /** When a tick last ended without a failure; monotonic machine time. */
  lastTick(): number;
  /** The failure of the last tick that ended; `null` when it ended well. */
  lastFailure(): TickFailure | null;
};

/** How far the stored time may lie ahead before it is reported: small corrections of the clock pass by themselves. */
const AHEAD_MS = 60_000;

/**
 * Records how ticks end. `clockTurned` is called when the clock's state differs from that of the tick before, `ticked`
 * after each tick that did not fail.
 */
export function watchTicks(parts: {
  readonly ticker: Pick<Ticker, 'tick'>;
  readonly machine: Pick<Machine, 'monotonic'>;
  readonly clock: Pick<ClockGuard, 'look'>;
  clockTurned(turn: ClockTurn): void;
  ticked(end: TickEnd): Promise<void>;
}): WatchedTicks {
  const { ticker, machine } = parts;
  let clock: ClockState = 'steady';
  let wrongBy = 0;
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
      const { aheadMs } = parts.clock.look();
      clock = clockOf(end, aheadMs);
      const isNew = clock !== was || (clock === 'wrong' && Math.abs(aheadMs - wrongBy) > OFF_MS);
      if (clock === 'wrong') wrongBy = isNew ? aheadMs : wrongBy;
      if (isNew) parts.clockTurned({ clock, was, aheadMs, end });
      await parts.ticked(end);
    },
    lastTick: () => lastTick,
    lastFailure: () => failure,
  };
}

function clockOf(end: TickEnd, aheadMs: number): ClockState {
  if (end.kind === 'doubted') return 'jumped';
  if (end.kind === 'unknown') return 'unknown';
  if (end.kind === 'ahead' && end.watermark - end.at >= AHEAD_MS) return 'ahead';
  return aheadMs === 0 ? 'steady' : 'wrong';
}

/** The watchdog's verdict on the ticks. */
export type WatchdogVerdict = 'well' | 'restart ticks' | 'give up';

/** Why the ticks are given up: for that long none came, or none without an error. */
export type TicksLost = { readonly seconds: number; readonly failure: TickFailure | null };

/** After this time without a tick the ticks are started anew: thirty were missed. */
export const RESTART_AFTER_MS = 30_000;
/**
 * After this time without a tick a restart of the ticks has not helped: the process must end, so that it is started
 * anew.
 */
export const GIVE_UP_AFTER_MS = 120_000;

/** Judges how long ago the last tick ended. Pure. */
export function judgeSilence(sinceTickMs: number): WatchdogVerdict {
  if (sinceTickMs >= GIVE_UP_AFTER_MS) return 'give up';
  return sinceTickMs >= RESTART_AFTER_MS ? 'restart ticks' : 'well';
}

/** How often the watchdog looks. */
const LOOK_EVERY_MS = 5_000;
/** A look this long after the one before came late itself: the whole process stood still, and ticks could not come. */
const LATE_LOOK_MS = 3 * LOOK_EVERY_MS;

/**
 * Detects that ticks have stopped, by a timer of its own: one that hangs blocks all later ones. `lastTick` is monotonic
 * machine time, so that a sleep of the machine does not count; where that clock goes on through a sleep (macOS, a paused
 * container), the late look shows it, and the count begins anew.
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
