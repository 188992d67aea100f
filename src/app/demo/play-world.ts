import type { Instant } from '../../model/date.ts';
import type { Machine } from '../../time/machine.ts';
import { PATIENCE_MS, type SimulatedWorld } from '../../time/world.ts';

/** A simulated world that a person plays: at any speed, standing still, up to an instant, and again from the beginning. */
export type PlayedWorld = SimulatedWorld & {
  /** Runs at so many simulated seconds a second from now on; 0 stands still. */
  run(speed: number): void;
  /** Never passes that instant, whoever drives it. */
  stopAt(instant: Instant): void;
  /** Whether the world waits until the posts of an instant have been tried; it does at first. */
  waitForPosts(on: boolean): void;
  /** Runs on without a driver: for while there is none. */
  letGo(): void;
  /** Stands at `start`, whenever it was, and waits there for its driver. */
  restart(start: Instant): void;
};

/** Makes one that stands still at `start`. */
export function playedWorld(machine: Pick<Machine, 'monotonic' | 'sleep'>, start: Instant): PlayedWorld {
  let base = start;
  let since = machine.monotonic();
  let held: Instant = start;
  let end: Instant = start;
  let speed = 0;
  let waits = true;
  let changed = new AbortController();
  const limit = (): Instant => Math.min(held, end);
  const settle = (): void => {
    const at = machine.monotonic();
    if (speed > 0) base = Math.min(base + (at - since) * speed, Math.max(base, limit()));
    since = at;
  };
  const change = (apply: () => void): void => {
    settle();
    apply();
    changed.abort();
    changed = new AbortController();
  };
  const now = (): Instant => {
    settle();
    return Math.floor(base);
  };
  return {
    kind: 'simulated',
    now,
    hold: (instant) =>
      change(() => {
        held = instant ?? Number.POSITIVE_INFINITY;
      }),
    async reach(instant, signal) {
      while (!signal.aborted && now() < instant) {
        const ahead = Math.min(instant, limit()) - base;
        // Where it cannot get there by itself, somebody has to change something first.
        const wait = speed > 0 && ahead > 0 ? Math.ceil(ahead / speed) : Number.POSITIVE_INFINITY;
        await machine.sleep(wait, AbortSignal.any([signal, changed.signal]));
      }
    },
    patience: () => (waits ? PATIENCE_MS : 0),
    run: (next) =>
      change(() => {
        speed = next;
      }),
    stopAt: (instant) =>
      change(() => {
        end = instant;
      }),
    waitForPosts(on) {
      waits = on;
    },
    letGo: () =>
      change(() => {
        held = Number.POSITIVE_INFINITY;
      }),
    restart: (at) =>
      change(() => {
        speed = 0;
        base = at;
        held = at;
        end = at;
      }),
  };
}
