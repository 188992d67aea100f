import type { LocalDay } from '../../model/date.ts';

/** How an entry repeats, in words. */
export type RepeatsInput = {
  readonly every: string;
  readonly on?: string | number | undefined;
  readonly until?: LocalDay | undefined;
  readonly count?: number | undefined;
};

const EVERY = /^(?:(\d{1,2}) )?(day|week|month|quarter|year)s?$/;
const UNITS = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', quarter: 'MONTHLY', year: 'YEARLY' } as const;
const PLACES = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 } as const;
const DAYS = {
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
  sunday: 'SU',
} as const;
const PLACED =
  /^(first|second|third|fourth|fifth|last) (monday|tuesday|wednesday|thursday|friday|saturday|sunday|day|business day)$/;
const WEEKDAYS =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?(?:(?:, | and |, and )(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?)*$/;

/** A rule of RFC 5545, or the field that cannot be read. */
export type RuleAnswer = { readonly rule: string } | { readonly fault: 'every' | 'on' };

/** Writes a rule from words: `{ every: month, on: third Friday }`. `start` gives the month of a yearly one. */
export function ruleFromWords({ every, on, until, count }: RepeatsInput, start: LocalDay): RuleAnswer {
  const [, times, unit] = EVERY.exec(every.trim().toLowerCase()) ?? [];
  if (unit === undefined || times === '0') return { fault: 'every' };
  const interval = Number(times ?? 1) * (unit === 'quarter' ? 3 : 1);
  const where = on === undefined ? [] : partsOn(String(on).trim().toLowerCase(), unit as keyof typeof UNITS, start);
  if (where === null) return { fault: 'on' };
  const end = until === undefined ? [] : [`UNTIL=${until.replaceAll('-', '')}`];
  const parts = [`FREQ=${UNITS[unit as keyof typeof UNITS]}`, ...(interval === 1 ? [] : [`INTERVAL=${interval}`])];
  return { rule: [...parts, ...where, ...end, ...(count === undefined ? [] : [`COUNT=${count}`])].join(';') };
}

function partsOn(on: string, unit: keyof typeof UNITS, start: LocalDay): string[] | null {
  const month = unit === 'year' ? [`BYMONTH=${Number(start.slice(5, 7))}`] : [];
  if (WEEKDAYS.test(on)) {
    if (unit !== 'week') return null;
    const days = Object.entries(DAYS).flatMap(([name, code]) => (on.includes(name) ? [code] : []));
    return [`BYDAY=${days.join(',')}`];
  }
  if (unit === 'day' || unit === 'week') return null;
  const [, place, what] = PLACED.exec(on) ?? [];
  if (place !== undefined && what !== undefined) {
    const nth = PLACES[place as keyof typeof PLACES];
    if (what === 'day') return [...month, `BYMONTHDAY=${nth}`];
    if (what === 'business day') return [...month, 'BYDAY=MO,TU,WE,TH,FR', `BYSETPOS=${nth}`];
    return [...month, `BYDAY=${nth}${DAYS[what as keyof typeof DAYS]}`];
  }
  const day = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(on)?.[1];
  return day === undefined || Number(day) < 1 || Number(day) > 31 ? null : [...month, `BYMONTHDAY=${Number(day)}`];
}
