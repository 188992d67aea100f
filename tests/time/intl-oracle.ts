/** A second opinion on local time that shares nothing with `src/time/local.ts`: it asks Intl what a wall clock shows. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** `2025-11-02T01:30` as a clock on the wall in that zone shows it at that instant. */
export function wallClock(instant: number, zone: string): string {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(zone, clock);
  }
  const parts = new Map(clock.formatToParts(instant).map((part) => [part.type, part.value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}:${parts.get('minute')}`;
}

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
/** No zone has ever been further from UTC than this. */
const REACH = 16 * 60 * MINUTE;

/**
 * The instant of a local minute as RFC 5545 section 3.3.5 has it, by search: the first instant whose wall clock shows it;
 * where none does, as far after the gap's beginning as the clock before it would have taken. Offsets since 1972 are whole
 * quarters of an hour, so quarters are enough. https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5
 */
export function searchInstant(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}:00Z`);
  for (let instant = asUtc - REACH; instant <= asUtc + REACH; instant += QUARTER) {
    if (wallClock(instant, zone) === local) return instant;
  }
  // Clocks change on the quarter, whatever minute is asked for.
  for (let gap = asUtc - (asUtc % QUARTER) - REACH; gap <= asUtc + REACH; gap += QUARTER) {
    const last = wallClock(gap - MINUTE, zone);
    const isInGap = last < local && wallClock(gap, zone) > local;
    if (isInGap) return gap - MINUTE + asUtc - Date.parse(`${last}:00Z`);
  }
  throw new Error(`No clock in ${zone} comes near ${local}`);
}
