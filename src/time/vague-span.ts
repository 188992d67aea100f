import type { ClaimDate, LocalDay } from '../model/date.ts';
import { addDays, isLocalDay } from './local.ts';

/** The first and last day of a span; both exist. */
export type DaySpan = { readonly first: LocalDay; readonly last: LocalDay };

/** A date that names a span of time and no day of it. */
export type VagueDate = Extract<ClaimDate, { precision: 'span' | 'month' | 'year' }>;

/** The parts of a month by which sources date things, each with its days. */
const MONTH_PARTS = { early: ['01', '10'], mid: ['11', '20'], late: ['21', null] } as const;

const SPAN =
  /^(?:(?<part>early|mid|late) (?<month>\d{4}-(?:0[1-9]|1[0-2]))|(?<year>\d{4})-(?<unit>[WQH])(?<number>\d\d?))$/;

/** A span as it is written, taken apart: a week, a quarter or a half of a year, or a part of a month. */
export type NamedSpan =
  | {
      readonly unit: 'week' | 'quarter' | 'half';
      readonly year: string;
      readonly number: number;
      readonly days: DaySpan;
    }
  | { readonly unit: 'month'; readonly part: keyof typeof MONTH_PARTS; readonly month: string; readonly days: DaySpan };

/**
 * Reads `2027-W05` (the week of ISO 8601, which begins on Monday), `2027-Q2`, `2027-H1`, `early 2027-03`; `null` for
 * anything else and for a week that its year does not have.
 */
export function readSpan(text: string): NamedSpan | null {
  const { part, month, year = '', unit, number } = SPAN.exec(text)?.groups ?? {};
  if (part !== undefined && month !== undefined) return readMonthPart(part as keyof typeof MONTH_PARTS, month);
  const count = Number(number);
  if (unit === 'W') return number?.length === 2 ? readWeek(year, count) : null;
  const size = unit === 'Q' ? 3 : 6;
  if (unit === undefined || number?.length !== 1 || count < 1 || count > 12 / size) return null;
  const first = `${year}-${pad((count - 1) * size + 1)}-01`;
  const days = { first, last: lastOfMonth(`${year}-${pad(count * size)}`) };
  return { unit: unit === 'Q' ? 'quarter' : 'half', year, number: count, days };
}

function readMonthPart(part: keyof typeof MONTH_PARTS, month: string): NamedSpan {
  const [from, to] = MONTH_PARTS[part];
  return {
    unit: 'month',
    part,
    month,
    days: { first: `${month}-${from}`, last: to === null ? lastOfMonth(month) : `${month}-${to}` },
  };
}

function readWeek(year: string, number: number): NamedSpan | null {
  // The first week is the one with 4 January.
  const january = `${year}-01-04`;
  const weekday = (new Date(`${january}T00:00Z`).getUTCDay() + 6) % 7;
  const first = addDays(january, (number - 1) * 7 - weekday);
  const ofYear = addDays(first, 3).slice(0, 4) === year;
  return number < 1 || !ofYear ? null : { unit: 'week', year, number, days: { first, last: addDays(first, 6) } };
}

/** The days that a vague date may mean; `null` for a span that is none. */
export function daysOfVague(date: VagueDate): DaySpan | null {
  if (date.precision === 'month') return { first: `${date.month}-01`, last: lastOfMonth(date.month) };
  if (date.precision === 'year') return { first: `${date.year}-01-01`, last: `${date.year}-12-31` };
  return readSpan(date.span)?.days ?? null;
}

/** True for a week, a month or a part of it, a quarter, a half, a year. */
export function isVague(date: ClaimDate): date is VagueDate {
  return date.precision === 'span' || date.precision === 'month' || date.precision === 'year';
}

function lastOfMonth(month: string): LocalDay {
  return ['31', '30', '29'].map((day) => `${month}-${day}`).find(isLocalDay) ?? `${month}-28`;
}

function pad(count: number): string {
  return String(count).padStart(2, '0');
}
