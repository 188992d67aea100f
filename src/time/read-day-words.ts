import type { ParsedResult } from 'chrono-node';
import type { LocalDay, LocalTime } from '../model/date.ts';
import { addDays, isLocalDay } from './local.ts';
import { type Reading, readingOf, readTimeOfDay } from './read-time-of-day.ts';

/** The days that words name, by the calendar of the person: one day, or all of a week, month or year. */
export type DaySpan = {
  readonly from: LocalDay;
  readonly through: LocalDay;
  /** The time of day, where one was named. */
  readonly time: LocalTime | null;
};

/** Today, and whether what has no year or week lies before it ("since Friday") or after it ("until Friday"). */
export type DayFrame = { readonly today: LocalDay; readonly toward: 'past' | 'future' };

/**
 * Reads days in words: `2026-11-05`, `5 Nov`, `last Friday`, `3 days ago`, `next week`, `in November`, `tomorrow 8am`.
 * The whole text has to name days, and nothing else. `3/4/2026` is the third of April or the fourth of March.
 */
export async function readDayWords(text: string, frame: DayFrame): Promise<Reading<DaySpan>> {
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:since|from|until|till|by|on|in|during|of) (?!\d+ [a-z]+$)/, '');
  const own = readIso(word) ?? readPeriod(word, frame);
  if (own !== null) return { kind: 'one', value: own };
  const numbers = readNumbers(word, frame);
  if (numbers.length > 0) return readingOf(numbers);
  // Lengths are read elsewhere, and a sign before one would be read as part of it.
  if (/^(?:\W|\d+ ?[a-z]$)/.test(word)) return { kind: 'none' };
  const { casual } = await import('chrono-node/en');
  const reference = { instant: new Date(`${frame.today}T12:00:00Z`), timezone: 0 };
  const found = casual.parse(word, reference, { forwardDate: frame.toward === 'future' });
  const [only, second] = found;
  if (only === undefined || second !== undefined || only.text.length < word.length || only.end != null) {
    return { kind: 'none' };
  }
  return readingOf(spanOf(only, word, frame).filter(isReal));
}

/** A day as it is stored, with or without a time. */
function readIso(word: string): DaySpan | null {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[ t](.+))?$/.exec(word) ?? [];
  if (day === undefined || !isLocalDay(day)) return null;
  return time === undefined ? oneDay(day) : withTime(day, time);
}

const PERIOD = /^(this|next|last|previous|coming|past) (week|month|year)$/;

/** A week, from Monday to Sunday, a month or a year that is named by its place beside this one. */
function readPeriod(word: string, { today }: DayFrame): DaySpan | null {
  const [, which, unit] = PERIOD.exec(word) ?? [];
  if (which === undefined) return null;
  const by = which === 'this' ? 0 : which === 'next' || which === 'coming' ? 1 : -1;
  if (unit === 'week') {
    const from = addDays(today, by * 7 - ((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
    return { from, through: addDays(from, 6), time: null };
  }
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return unit === 'year' ? wholeYear(year + by) : wholeMonth(year, month + by);
}

/** Numbers between slashes or dots: the order of day and month is open where both could be either. */
function readNumbers(word: string, frame: DayFrame): DaySpan[] {
  const [, first, mark, second, year] = /^(\d{1,2})([/.])(\d{1,2})(?:\2(\d{4}))?\.?$/.exec(word) ?? [];
  if (first === undefined || second === undefined) return [];
  // Where dots stand between them the day comes first; with slashes it depends on the country.
  const orders = [[first, second] as const, ...(mark === '/' ? [[second, first] as const] : [])];
  const days = orders.map(([day, month]) => {
    const dayOf = (inYear: number): LocalDay => `${inYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return year === undefined ? nearestYear(dayOf, frame) : dayOf(Number(year));
  });
  return [...new Set(days)].filter(isLocalDay).map(oneDay);
}

function spanOf({ start }: ParsedResult, word: string, frame: DayFrame): DaySpan[] {
  const { today, toward } = frame;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return [];
  const dayOf = (inYear: number): LocalDay =>
    `${String(inYear).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const time = start.isCertain('hour') ? timeOf(start.get('hour'), start.get('minute')) : null;
  const isCounted = /\bago$|^in (?:\d|an? )/.test(word);
  const isMonthAlone = !isCounted && start.isCertain('month') && !start.isCertain('day') && !start.isCertain('weekday');
  if (isMonthAlone && time === null) {
    const firstOf = (inYear: number): LocalDay => `${dayOf(inYear).slice(0, 7)}-01`;
    const first = start.isCertain('year') ? firstOf(year) : nearestMonth(firstOf, frame);
    return [wholeMonth(Number(first.slice(0, 4)), month)];
  }
  if (start.isCertain('month') && start.isCertain('day') && !start.isCertain('year') && !isCounted) {
    return [{ ...oneDay(nearestYear(dayOf, frame)), time }];
  }
  const named = dayOf(year);
  const isWeekday = start.isCertain('weekday') && !/\b(?:last|next|this|past|coming)\b/.test(word);
  if (!isWeekday) return [{ ...oneDay(named), time }];
  const shift = toward === 'past' && named > today ? -7 : toward === 'future' && named <= today ? 7 : 0;
  return [{ ...oneDay(addDays(named, shift)), time }];
}

/** That day in this year, or in the year before or after where the frame points there. */
function nearestYear(dayOf: (year: number) => LocalDay, { today, toward }: DayFrame): LocalDay {
  const year = Number(today.slice(0, 4));
  if (toward === 'past') return dayOf(year) > today ? dayOf(year - 1) : dayOf(year);
  return dayOf(year) < today ? dayOf(year + 1) : dayOf(year);
}

/** The same for a month, where the present one is meant in both directions. */
function nearestMonth(firstOf: (year: number) => LocalDay, { today, toward }: DayFrame): LocalDay {
  return nearestYear(firstOf, { today: toward === 'past' ? today : `${today.slice(0, 7)}-01`, toward });
}

function withTime(day: LocalDay, text: string): DaySpan | null {
  const time = readTimeOfDay(text);
  return time === null ? null : { ...oneDay(day), time };
}

function timeOf(hour: number | null, minute: number | null): LocalTime | null {
  return hour === null ? null : `${String(hour).padStart(2, '0')}:${String(minute ?? 0).padStart(2, '0')}`;
}

function oneDay(day: LocalDay): DaySpan {
  return { from: day, through: day, time: null };
}

/** `month` may lie outside the year, as 0 or 13. */
function wholeMonth(year: number, month: number): DaySpan {
  const iso = (ms: number): LocalDay => new Date(ms).toISOString().slice(0, 10);
  return { from: iso(Date.UTC(year, month - 1, 1)), through: iso(Date.UTC(year, month, 0)), time: null };
}

function wholeYear(year: number): DaySpan {
  return { from: `${year}-01-01`, through: `${year}-12-31`, time: null };
}

function isReal({ from, through }: DaySpan): boolean {
  return isLocalDay(from) && isLocalDay(through);
}
