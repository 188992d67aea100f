import type { Instant } from '../model/date.ts';

/** The sooner of two instants, either of which may not be there. */
export function sooner(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
