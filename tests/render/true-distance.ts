import type { Instant, Zone } from '../../src/model/date.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The zones of lists that Intl knows by other names; the sign of `Etc/GMT` is that of the distance to UTC. */
const FIXED: Readonly<Record<string, string>> = { AoE: 'Etc/GMT+12', 'UTC-8': 'Etc/GMT+8', 'UTC+5:30': '+05:30' };

/** The calendar day at a place, by Intl and not by the program's own arithmetic. */
export function dayAt(instant: Instant, zone: Zone): string {
  const timeZone = FIXED[zone] ?? zone;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(instant);
}

/** Whole days of a place's calendar from now to a day. */
export function trueDays(day: string, zone: Zone, now: Instant): number {
  const utc = (text: string) =>
    Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10)));
  return (utc(day) - utc(dayAt(now, zone))) / 86_400_000;
}

/** What a line says of the distance in days, as a number; `null` when it counts hours, or says nothing of days. */
export function saidDays(line: string): number | null {
  const words: readonly (readonly [RegExp, number])[] = [
    [/\btoday\b/, 0],
    [/\btomorrow\b/, 1],
    [/\byesterday\b/, -1],
  ];
  const ahead = /\bin (\d+) days?\b/.exec(line)?.[1];
  if (ahead !== undefined) return Number(ahead);
  const ago = /\b(\d+) days? ago\b/.exec(line)?.[1];
  if (ago !== undefined) return -Number(ago);
  return words.find(([word]) => word.test(line))?.[1] ?? null;
}

/** What a line says of the minutes to or since an anchor; `null` when it counts none. */
export function saidMinutes(line: string): number | null {
  const said = /\b(?:(?:in|left: )?\s*)(?:(One|\d+) hours?)?\s?(?:(\d+) minutes?)?(?= ago| left|,|\))/i;
  const match = /(?:\bin )?(?:(\d+|One) hours?)(?: (\d+) minutes?)?|(\d+) minutes?/.exec(line);
  if (match === null || !said.test(line)) return null;
  if (match[3] !== undefined) return Number(match[3]);
  return (match[1] === 'One' ? 1 : Number(match[1])) * 60 + Number(match[2] ?? 0);
}

/** The day a line names, `MM-DD`; `null` when it names none. */
export function saidDay(line: string): string | null {
  const match = /\b(\d{1,2})(?:–\d{1,2})? (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*/.exec(line);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const month = MONTHS.findIndex((name) => name.startsWith(match[2] ?? '?')) + 1;
  return `${String(month).padStart(2, '0')}-${match[1].padStart(2, '0')}`;
}
