import type { Machine } from '../time/machine.ts';

/** What the watchdog decides after a look. */
export type WatchdogVerdict = 'well' | 'restart ticks' | 'give up';

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

/**
 * Notices ticks that stop coming, by a timer of its own: node-cron was seen silent for hours at a change of clocks, and a
 * hung task blocks all later ones. `lastTick` is monotonic machine time, so that a machine that slept looks well.
 */
export function startWatchdog(parts: {
  readonly machine: Machine;
  lastTick(): number;
  restart(): void;
  giveUp(why: string): void;
}): () => void {
  const { machine } = parts;
  let restartedAt = Number.NEGATIVE_INFINITY;
  return machine.every(LOOK_EVERY_MS, () => {
    const silence = machine.monotonic() - parts.lastTick();
    const verdict = judgeSilence(silence);
    if (verdict === 'give up') {
      parts.giveUp(
        `No tick for ${Math.round(silence / 1_000)} seconds. The program ends, so that it can be started anew.`,
      );
    } else if (verdict === 'restart ticks' && machine.monotonic() - restartedAt >= RESTART_AFTER_MS) {
      restartedAt = machine.monotonic();
      parts.restart();
    }
  });
}
