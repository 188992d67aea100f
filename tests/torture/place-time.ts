/** Calendar and clock at a place, by `Intl` alone: the oracle shares no date arithmetic with the program. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant: `2026-03-07T21:05`. */
export function wallClock(instant: number, zone: string): string {
  const known = formats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  if (known === undefined) formats.set(zone, format);
  return format.format(instant).replace(' ', 'T');
}

/** The calendar day of a zone at an instant. */
export function dayAt(instant: number, zone: string): string {
  return wallClock(instant, zone).slice(0, 10);
}

/** A day so many later (or earlier). */
export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one calendar day to another. */
export function daysFrom(day: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${day}T00:00Z`)) / 86_400_000);
}

/**
 * The instant at which a zone's wall shows `2026-03-07T21:05`. Of a time that comes twice the first; one that is skipped
 * counts by the offset before the gap (RFC 5545, section 3.3.5).
 */
export function instantOf(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const offset = (at: number): number => Date.parse(`${wallClock(at, zone)}Z`) - at;
  const [before, after] = [offset(asUtc - 86_400_000), offset(asUtc + 86_400_000)];
  const candidates = [asUtc - before, asUtc - after].filter((at) => wallClock(at, zone) === wall);
  return candidates.length > 0 ? Math.min(...candidates) : asUtc - before;
}

const partOf = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
// A formatter a call took fourteen gigabytes outside of the heap while a run of 500 lives was judged.
const [WEEKDAY, DAY, MONTH, YEAR] = [
  partOf({ weekday: 'short' }),
  partOf({ day: 'numeric' }),
  partOf({ month: 'long' }),
  partOf({ year: 'numeric' }),
];

/** `Fri 31 Oct 2025`, as cards write a day. */
export function dayInWords(day: string): string {
  const at = Date.parse(`${day}T12:00Z`);
  // British English writes "Sept"; cards write three letters.
  return `${WEEKDAY.format(at)} ${DAY.format(at)} ${MONTH.format(at).slice(0, 3)} ${YEAR.format(at)}`;
}
