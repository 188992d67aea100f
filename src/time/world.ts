import type { Instant } from '../model/date.ts';

/** World time: decides what is due, late and said. Real, or simulated with a start and a speed (product rule 12). */
export type World = { readonly kind: 'real' | 'simulated'; now(): Instant };

/** A simulated world. It never runs past `hold` before whoever set it has handled that instant and moved it on. */
export type SimulatedWorld = World & {
  readonly kind: 'simulated';
  /** Stops the clock at that instant until the next call; `null` lets it run. Never moves it back. */
  hold(instant: Instant | null): void;
};
