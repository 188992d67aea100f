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
 * Discord's limits run on machine time: at a great speed the world waits for them this long, so that a limit of seconds
 * does not look like a delay of days. A channel that fails for longer does not hold up the world.
 */
const PATIENCE_MS = 10_000;
/** Up to this speed a few seconds of Discord's are minutes of the world, and are shown as they are. */
const MODEST_SPEED = 60;

/**
 * Drives a simulated world (product rule 12): it never runs past the next due moment before a tick has handled it and
 * the posts that the tick reserved have been tried, except at a modest speed, where it goes on like the real one.
 * `until` is where it stops for good.
 */
export function driveWorld(parts: {
  readonly world: SimulatedWorld;
  readonly machine: Machine;
  readonly speed: number;
  readonly engine: Engine;
  readonly until: number | null;
  failed(error: unknown): void;
  ended(): void;
}): Drive {
  const { world, machine, speed, engine, until } = parts;
  let stopped = false;
  let bell = new AbortController();
  const run = (async () => {
    let endReported = false;
    while (!stopped) {
      bell = new AbortController();
      try {
        world.hold(world.now());
        const end = await engine.ticker.tick();
        if (speed > MODEST_SPEED) await engine.delivery.idle(PATIENCE_MS);
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
        await machine.sleep(hold > now ? (hold - now) / speed : 1_000, bell.signal);
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
