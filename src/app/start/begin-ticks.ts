import { driveWorld } from '../../engine/drive-world.ts';
import type { Engine } from '../../engine/engine.ts';
import { settlesWithin } from '../../engine/settles-within.ts';
import { startWatchdog } from '../../engine/watch-dog.ts';
import type { Log } from '../../model/log.ts';
import { startCronTick } from '../../time/cron-tick.ts';
import type { Machine } from '../../time/machine.ts';
import type { SimulatedWorld, World } from '../../time/world.ts';
import type { Cleanups } from './cleanups.ts';
import type { WatchedTicks } from './watch-ticks.ts';

/** How long the start waits for the first tick; one that hangs is the watchdog's business. */
const FIRST_TICK_MS = 10_000;

/** What ticks need to begin. */
export type TickBeginning = {
  readonly world: World | SimulatedWorld;
  readonly machine: Machine;
  readonly log: Log;
  readonly engine: Engine;
  readonly cleanups: Cleanups;
  readonly watched: WatchedTicks;
  /** Simulated seconds per second. */
  readonly speed: number;
  readonly until: number | null;
  ended(): void;
  giveUp(why: string): void;
};

/** Starts the ticks and their watchdog, and drives the world where it is simulated. Returns what makes a tick come at once. */
export async function beginTicks(parts: TickBeginning): Promise<() => void> {
  const { world, machine, cleanups, log, watched } = parts;
  const failed = (error: unknown) => log.error({ err: error }, 'A tick failed.');
  const soon = () => void watched.tick().catch(failed);
  let changed = soon;
  if ('hold' in world) {
    const drive = driveWorld({ ...parts, world, failed });
    cleanups.add('simulated world', () => drive.stop());
    changed = () => {
      world.hold(world.now());
      soon();
      drive.nudge();
    };
  } else {
    await settlesWithin(watched.tick(), FIRST_TICK_MS, machine);
  }
  let cron = startCronTick(watched.tick, failed);
  cleanups.add('tick', () => cron.stop());
  const restart = () => {
    log.error({}, 'Ticks have stopped coming; they are started anew.');
    void cron.stop().catch(failed);
    cron = startCronTick(watched.tick, failed);
  };
  const endWatch = startWatchdog({ ...watched, machine, restart, giveUp: parts.giveUp });
  cleanups.add('watchdog', async () => endWatch());
  return changed;
}
