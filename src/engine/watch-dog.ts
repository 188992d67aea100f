import { alarmText } from '../render/trouble/trouble-words.ts';
import type { Machine } from '../time/machine.ts';

/** What the watchdog decides after a look. */
export type WatchdogVerdict = 'well' | 'restart ticks' | 'give up';

/** Why the last tick failed, in a sentence, and when; monotonic machine time. */
export type TickFailure = { readonly at: number; readonly why: string };

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
  /** When the last tick succeeded. */
  lastTick(): number;
  /** The failure of the last tick; `null` when it succeeded. */
  lastFailure(): TickFailure | null;
  restart(): void;
  giveUp(why: string): void;
}): () => void {
  const { machine } = parts;
  let restartedAt = Number.NEGATIVE_INFINITY;
  let countsFrom = Number.NEGATIVE_INFINITY;
  let lookedAt = machine.monotonic();
  return machine.every(LOOK_EVERY_MS, () => {
    const now = machine.monotonic();
    if (now - lookedAt >= LATE_LOOK_MS) countsFrom = now;
    lookedAt = now;
    const silence = now - Math.max(parts.lastTick(), countsFrom);
    const failure = parts.lastFailure();
    // Ticks that come and fail are no silence: starting them anew would not help.
    const failing = failure !== null && now - failure.at < RESTART_AFTER_MS ? failure : null;
    const verdict = judgeSilence(silence);
    if (verdict === 'give up') {
      const seconds = Math.round(silence / 1_000);
      parts.giveUp(failing === null ? alarmText('silent', { seconds }) : alarmText('failing', { ...failing, seconds }));
    } else if (verdict === 'restart ticks' && failing === null && now - restartedAt >= RESTART_AFTER_MS) {
      restartedAt = now;
      parts.restart();
    }
  });
}
