import type { Instant } from '../model/date.ts';
import type { Machine } from './machine.ts';

/**
 * World time, which decides what is due, late and shown. Real, or simulated with a start and a speed (product rule 12).
 */
export type World = { readonly kind: 'real' | 'simulated'; now(): Instant };

/** The outcome of asking Discord for its date: `no date` is an answer without one, as behind a proxy that drops it. */
export type DateAsked = 'date' | 'no date' | 'no answer';

/** A simulated world. It never runs past `hold` before its driver has handled that instant and moved it on. */
export type SimulatedWorld = World & {
  readonly kind: 'simulated';
  /** Stops the clock at that instant until the next call; `null` lets it run. Never moves it back. */
  hold(instant: Instant | null): void;
  /** Resolves when the world has come to that instant, or at once when `signal` aborts; never rejects. */
  reach(instant: Instant, signal: AbortSignal): Promise<void>;
  /** How long, in ms of machine time, it is to stand at an instant until the posts of that instant have been tried. */
  patience(): number;
};

/**
 * Discord's limits run on machine time: at a great speed the world waits for them this long, so that a limit of seconds
 * does not look like a delay of days. A channel that fails for longer does not hold up the world.
 */
export const PATIENCE_MS = 10_000;
/** Up to this speed a few seconds of Discord's are minutes of the world, and are shown as they are. */
const MODEST_SPEED = 60;

/**
 * Makes a world that waits at `start` until it is first held elsewhere (or at `null`), then runs at `speed` simulated
 * seconds per second. It stops at the instant it is held at and goes on from there, so that nothing due is ever passed
 * before it was handled.
 */
export function simulatedWorld(machine: Machine, start: Instant, speed: number): SimulatedWorld {
  let base = start;
  let since = machine.monotonic();
  let held: Instant | null = start;
  const settle = (): void => {
    const at = machine.monotonic();
    const free = base + (at - since) * speed;
    base = held === null ? free : Math.min(free, Math.max(base, held));
    since = at;
  };
  return {
    kind: 'simulated',
    now() {
      settle();
      return Math.floor(base);
    },
    hold(instant) {
      settle();
      held = instant;
    },
    async reach(instant, signal) {
      settle();
      await machine.sleep((instant - base) / speed, signal);
    },
    patience: () => (speed > MODEST_SPEED ? PATIENCE_MS : 0),
  };
}

/** A simulated world that is moved by hand: for rehearsals and tests. Never moves back. */
export type SteppedWorld = World & { readonly kind: 'simulated'; moveTo(instant: Instant): void };

/** A world that stands at `start`. */
export function steppedWorld(start: Instant): SteppedWorld {
  let at = start;
  return {
    kind: 'simulated',
    now: () => at,
    moveTo(instant) {
      at = Math.max(at, instant);
    },
  };
}

/** `2025-10-31T13:00:00.000Z`: an instant in the form for machines. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Reads an ISO 8601 instant with `Z` or an offset, or a bare day as 00:00 UTC; `null` for anything else. */
export function parseInstant(text: string): Instant | null {
  const bare = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!bare && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const instant = Date.parse(bare ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(instant)) return null;
  // Date.parse lets 30 February roll over into March.
  return new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).toISOString().slice(0, 10) === text.slice(0, 10)
    ? instant
    : null;
}

/** The sooner of two instants, either of which may be absent. */
export function sooner(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
