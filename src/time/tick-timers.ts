import cron, { type Logger, type ScheduledTask } from 'node-cron';
import type { Instant } from '../model/date.ts';
import type { Machine } from './machine.ts';

/** Something that runs again and again. `stop` waits for nothing: a run that is under way ends by itself. */
export type Recurrence = { stop(): void };

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/**
 * Calls `act` at the start of each second of the clock `now`, one call after the other: a second that passes during a call
 * is left out, which costs nothing, since ticks look at windows. A plain timer, which no change of the machine's clock
 * reaches; the wait is a second at most, whatever the clock shows.
 */
export function startSeconds(
  { machine, now }: { readonly machine: Pick<Machine, 'sleep'>; now(): Instant },
  act: () => Promise<void>,
  failed: (error: unknown) => void,
): Recurrence {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await machine.sleep(SECOND_MS - (now() % SECOND_MS), signal);
      if (!signal.aborted) await act().catch(failed);
    }
  };
  void run();
  return { stop: () => stopping.abort() };
}

/** The run at the start of each minute of the machine's clock. */
export type Minutes = Recurrence & {
  /** To be called each second: makes the task anew when the clock was set back, and runs it when its minute is behind. */
  keepUp(): void;
};

/**
 * Calls `act` at the start of each minute, in UTC. node-cron walks every slot that was missed when the clock is set
 * forward (of a task a minute: 14,400 after ten days), and after the clock is set back it is silent until that has caught
 * up. So each task is for one minute of one day, whose next slot is a year away: there is nothing to walk, and the task for
 * the following minute is made when it has run. It also needs the process itself to be in UTC: around a change of the
 * process's own zone it skips slots, whatever its `timezone` says. https://github.com/node-cron/node-cron
 */
export function startMinutes(act: () => Promise<void>, failed: (error: unknown) => void): Minutes {
  let task: ScheduledTask | null = null;
  let due = 0;
  let running = false;
  const stop = (): void => {
    void Promise.resolve(task?.destroy()).catch(failed);
    task = null;
  };
  const arm = (): void => {
    stop();
    due = (Math.floor(Date.now() / MINUTE_MS) + 1) * MINUTE_MS;
    const at = new Date(due);
    const slot = `${at.getUTCMinutes()} ${at.getUTCHours()} ${at.getUTCDate()} ${at.getUTCMonth() + 1} *`;
    task = cron.schedule(slot, run, {
      timezone: 'UTC',
      name: 'minute',
      // However late the event loop comes to it, it runs.
      missedExecutionTolerance: Number.POSITIVE_INFINITY,
      logger: quietLogger(failed),
    });
  };
  const run = async (): Promise<void> => {
    arm();
    if (running) return;
    running = true;
    await act().catch(failed);
    running = false;
  };
  arm();
  return {
    keepUp() {
      const ahead = due - Date.now();
      if (task !== null && ahead > MINUTE_MS) arm();
      else if (task !== null && ahead < -SECOND_MS) void run();
    },
    stop,
  };
}

/** The library prints to the terminal otherwise. A missed minute is no news here; its errors are. */
function quietLogger(failed: (error: unknown) => void): Logger {
  const ignore = () => undefined;
  return { info: ignore, warn: ignore, debug: ignore, error: failed };
}
