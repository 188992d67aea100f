import type { Instant } from '../model/date.ts';

/** `2025-10-31T13:00:00.000Z`: how an instant is written for machines. */
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

/** The sooner of two instants, either of which may not be there. */
export function sooner(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
