import type { Machine } from '../time/machine.ts';
import type { SimulatedWorld } from '../time/world.ts';
import type { Engine } from './engine.ts';

/** A simulated world being driven. */
export type Drive = {
  /** Signals that something new may be due: the world waits for the next tick. */
  nudge(): void;
  stop(): Promise<void>;
};

/** Without anything due the world still waits for a tick once a simulated day, within the agenda's horizon. */
const LONGEST_STRETCH_MS = 24 * 3_600_000;

/**
 * Drives a simulated world (product rule 12): it never runs past the next due moment before a tick has handled it and
 * the posts that the tick reserved have been tried, except at a modest speed, where it goes on like the real one.
 * `until` is where it stops for good.
 */
export function driveWorld(parts: {
  readonly world: SimulatedWorld;
  readonly machine: Machine;
  readonly engine: Engine;
  readonly until: number | null;
  failed(error: unknown): void;
  ended(): void;
}): Drive {
  const { world, machine, engine, until } = parts;
  let stopped = false;
  let bell = new AbortController();
  const run = (async () => {
    let endReported = false;
    while (!stopped) {
      bell = new AbortController();
      try {
        world.hold(world.now());
        const end = await engine.ticker.tick();
        const patience = world.patience();
        if (patience > 0) await engine.delivery.idle(patience);
        const now = world.now();
        const next = end.kind === 'ticked' ? end.nextDue : null;
        const hold = Math.min(
          next ?? Number.POSITIVE_INFINITY,
          now + LONGEST_STRETCH_MS,
          until ?? Number.POSITIVE_INFINITY,
        );
        if (stopped) return;
        world.hold(hold);
        if (until !== null && now >= until && !endReported) {
          endReported = true;
          parts.ended();
        }
        await (hold > now ? world.reach(hold, bell.signal) : machine.sleep(1_000, bell.signal));
      } catch (error) {
        parts.failed(error);
        await machine.sleep(1_000, bell.signal);
      }
    }
  })();
  return {
    nudge() {
      bell.abort();
    },
    async stop() {
      stopped = true;
      bell.abort();
      await run;
    },
  };
}
