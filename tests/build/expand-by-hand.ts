/** A rule of RFC 5545 for whole days, in its parts. */
export type HandRule = {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval?: number;
  readonly count?: number;
  /** Inclusive. */
  readonly until?: string;
  readonly wkst?: Weekday;
  readonly byMonth?: readonly number[];
  readonly byMonthDay?: readonly number[];
  readonly byDay?: readonly { readonly nth: number | null; readonly day: Weekday }[];
  readonly bySetPos?: readonly number[];
};

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The rule as the standard writes it. */
export function writeRule(rule: HandRule): string {
  const { freq, interval, count, until, wkst, byMonth, byMonthDay, byDay, bySetPos } = rule;
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['FREQ', freq],
    ['INTERVAL', interval?.toString()],
    ['COUNT', count?.toString()],
    ['UNTIL', until?.replaceAll('-', '')],
    ['WKST', wkst],
    ['BYMONTH', byMonth?.join(',')],
    ['BYMONTHDAY', byMonthDay?.join(',')],
    ['BYDAY', byDay?.map(({ nth, day }) => `${nth ?? ''}${day}`).join(',')],
    ['BYSETPOS', bySetPos?.join(',')],
  ];
  return parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join(';');
}

const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
/** Monday is 0. */
const weekdayOf = (ms: number) => (new Date(ms).getUTCDay() + 6) % 7;

/** Counted in plain days, from the text of RFC 5545 (section 3.3.10) and with no library: each period in turn, its days, the chosen ones. */
export function expandByHand(rule: HandRule, start: string, most: number): string[] {
  const { interval = 1, count = Number.POSITIVE_INFINITY, until = '9999-12-31', bySetPos } = rule;
  const found: string[] = [];
  for (let period = 0; period < 20_000 && found.length < Math.min(count, most); period += 1) {
    const [first, last] = periodOf(rule, start, period * interval);
    const days = daysBetween(first, last).filter((ms) => isIn(rule, start, ms));
    const chosen = bySetPos === undefined ? days : pick(days, bySetPos);
    for (const ms of chosen) {
      const day = dayOf(ms);
      if (day > until) return found;
      if (day >= start && found.length < Math.min(count, most)) found.push(day);
    }
  }
  return found;
}

/** The first and the last day of a period. */
function periodOf({ freq, wkst = 'MO' }: HandRule, start: string, steps: number): readonly [number, number] {
  const [year = 0, month = 0] = start.split('-').map(Number);
  const at = msOf(start);
  if (freq === 'DAILY') return [at + steps * DAY_MS, at + steps * DAY_MS];
  if (freq === 'WEEKLY') {
    const first = at - ((weekdayOf(at) - WEEKDAYS.indexOf(wkst) + 7) % 7) * DAY_MS + steps * 7 * DAY_MS;
    return [first, first + 6 * DAY_MS];
  }
  if (freq === 'MONTHLY') return [Date.UTC(year, month - 1 + steps, 1), Date.UTC(year, month + steps, 0)];
  return [Date.UTC(year + steps, 0, 1), Date.UTC(year + steps, 11, 31)];
}

function daysBetween(first: number, last: number): number[] {
  return Array.from({ length: (last - first) / DAY_MS + 1 }, (_, at) => first + at * DAY_MS);
}

function isIn(rule: HandRule, start: string, ms: number): boolean {
  const { freq, byMonth, byMonthDay, byDay } = rule;
  const date = new Date(ms);
  const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
  const begun = new Date(msOf(start));
  const length = new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate();
  if (byMonth !== undefined && !byMonth.includes(month)) return false;
  if (byMonthDay !== undefined && !byMonthDay.some((one) => one === day || one === day - length - 1)) return false;
  if (byDay !== undefined) return byDay.some((one) => isDay(one, rule, ms));
  if (byMonthDay !== undefined || freq === 'DAILY') return true;
  if (freq === 'WEEKLY') return weekdayOf(ms) === weekdayOf(msOf(start));
  const sameMonth = freq === 'MONTHLY' || byMonth !== undefined || month === begun.getUTCMonth() + 1;
  return sameMonth && day === begun.getUTCDate();
}

/** The third Friday counts within its month; in a rule of years without months, within the year. */
function isDay(
  { nth, day }: { readonly nth: number | null; readonly day: Weekday },
  { freq, byMonth }: HandRule,
  ms: number,
): boolean {
  if (WEEKDAYS[weekdayOf(ms)] !== day) return false;
  if (nth === null || freq === 'DAILY' || freq === 'WEEKLY') return true;
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  const ofYear = freq === 'YEARLY' && byMonth === undefined;
  const first = ofYear ? Date.UTC(year, 0, 1) : Date.UTC(year, date.getUTCMonth(), 1);
  const last = ofYear ? Date.UTC(year, 11, 31) : Date.UTC(year, date.getUTCMonth() + 1, 0);
  const fromFirst = Math.floor((ms - first) / DAY_MS / 7) + 1;
  const fromLast = -Math.floor((last - ms) / DAY_MS / 7) - 1;
  return nth === fromFirst || nth === fromLast;
}

function pick(days: readonly number[], positions: readonly number[]): number[] {
  const at = positions.map((position) => (position > 0 ? position - 1 : days.length + position));
  return days.filter((_, index) => at.includes(index));
}
