/** Calendar arithmetic of these tests' own, with nothing of the program's: days since 1970, and two rules of U.S. clocks. */

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The minute of `2021-08-30 23:59:59`, in milliseconds as if it were UTC; its seconds are left out. */
export function minuteAsUtc(text: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[- :]/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** The day of the month of the nth Sunday, at 02:00 as if it were UTC. */
function nthSunday(year: number, month: number, nth: number): number {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - first) % 7) + (nth - 1) * 7, 2);
}

/** Hours behind UTC of a U.S. place at a local minute: summer from the second Sunday of March to the first of November. */
export function usOffset(local: number, winter: number): number {
  const year = new Date(local).getUTCFullYear();
  const summer = local >= nthSunday(year, 2, 2) && local < nthSunday(year, 10, 1);
  return -(winter - (summer ? 1 : 0)) * HOUR;
}

/** The instant of a deadline as its source writes it, in a zone as its source names it. */
export function instantOf(written: string, zone: string): number {
  const local = minuteAsUtc(written);
  if (zone === 'AoE') return local + 12 * HOUR;
  if (zone === 'PT') return local - usOffset(local, 8);
  const [, sign = '+', hours = '0'] = /^UTC(?:([+-])(\d+))?$/.exec(zone) ?? [];
  return local - Number(`${sign}${hours}`) * HOUR;
}

/**
 * The instants of reminders so many days before, at 09:00 in New York, by product rule 3: counted from the day that the
 * source names or, if that is later, from the last one whose 09:00 comes before the deadline; never after the deadline.
 */
export function mornings(written: string, anchor: number, days: readonly number[]): number[] {
  const nine = (day: number) => {
    const local = day * DAY + 9 * HOUR;
    return local - usOffset(local, 5);
  };
  const named = Math.floor(minuteAsUtc(written) / DAY);
  let last = named + 3;
  while (nine(last) >= anchor) last -= 1;
  const from = Math.max(named, last);
  return days.map((count) => {
    let day = from - count;
    while (nine(day) > anchor) day -= 1;
    return nine(day);
  });
}
