import type { LocalDay } from '../../model/date.ts';
import { expandRule, hasEnd } from '../../time/expand-rule.ts';
import type { ReportIssue } from '../../yaml/describe-issues.ts';
import { formsOf, type SoundEntry } from '../parse/place-claims.ts';
import { readMinute } from '../parse/read-minute.ts';
import { MAX_ID } from '../parse/text-shape.ts';
import { MAX_OCCURRENCES } from './repeat-fields.ts';

const WANTED = {
  every: 'day, week, month, quarter, year, or such as `2 weeks`',
  on: 'such as `third Friday`, `last business day`, `15`, or of weeks `Monday and Thursday`',
} as const;

/** Most days that are named as none of a rule's. */
const MAX_NAMED = 20;

/** Whether an entry says that it repeats. */
export function isRepeating(value: Readonly<Record<string, unknown>>): boolean {
  return 'repeats' in value || 'rrule' in value;
}

/**
 * The days of an entry that repeats, by its rule; empty where a fault in it was reported. Such an entry has one date, of a
 * day or a minute, which is the first on which it may be.
 */
export function readSeries(entry: SoundEntry, id: string | null, reportIssue: ReportIssue): readonly LocalDay[] {
  const { repeats, rrule, occurrences = {} } = entry;
  if (repeats !== undefined && rrule !== undefined) {
    reportIssue(['rrule'], 'key', '`rrule` stands beside `repeats`', 'one of them', null);
    return [];
  }
  if (id !== null && id.length > MAX_ID - 11) {
    const expected = `at most ${MAX_ID - 11} characters, since its days are added to it`;
    reportIssue(
      ['id' in entry ? 'id' : 'title'],
      'value',
      'This id is too long for an entry that repeats',
      expected,
      id,
    );
  }
  const start = startOf(entry);
  const at = [repeats === undefined ? 'rrule' : 'repeats'];
  if (start === null) {
    const expected = 'one of `on`, `at`, `due`, `closes`, `starting`, `through` or `around`, in the entry itself';
    reportIssue(at, 'key', 'An entry that repeats needs one date of a day or a minute', expected, null);
    return [];
  }
  const answer = repeats === undefined ? { rule: rrule ?? '' } : ruleFromWords(repeats, start);
  if ('fault' in answer) {
    reportIssue([...at, answer.fault], 'value', `\`${answer.fault}\` cannot be read`, WANTED[answer.fault]);
    return [];
  }
  const { rule } = answer;
  const days = expandRule(rule, start, MAX_OCCURRENCES + 1);
  if (days === null) {
    const expected = 'one of days, such as FREQ=MONTHLY;BYDAY=3FR;UNTIL=20311231';
    reportIssue(at, 'value', 'This is no rule of RFC 5545 that can be used here', expected);
  } else if (!hasEnd(rule)) {
    const expected =
      repeats === undefined ? '`UNTIL=20311231` or `COUNT=12` in it' : '`until: 2031-12-31` or `count: 12` in it';
    reportIssue(at, 'value', 'This has no end', expected);
  } else if (days.length === 0) {
    reportIssue(at, 'value', 'This is on no day at all', 'a rule that has days from the date of the entry on');
  } else if (days.length > MAX_OCCURRENCES) {
    reportIssue(at, 'value', 'This has too many dates', `at most ${MAX_OCCURRENCES}, by an earlier end`);
  } else {
    const known = new Set(days);
    const unknown = Object.keys(occurrences).filter((day) => !known.has(day));
    for (const day of unknown.slice(0, MAX_NAMED)) {
      const near = days
        .toSorted((a, b) => distance(a, day) - distance(b, day))
        .slice(0, 2)
        .sort();
      reportIssue(['occurrences', day], 'key', 'The rule has no such day', near.join(' or '), day);
    }
    return days;
  }
  return [];
}

/** The day of the only date; `null` where there is none, several, or one that is no day. */
function startOf(entry: SoundEntry): LocalDay | null {
  const [form, another] = formsOf(entry);
  if (entry.claims !== undefined || form === undefined || another !== undefined || form.required.length > 1)
    return null;
  const given = entry[form.required[0]];
  if (typeof given !== 'string') return null;
  const day = readMinute(given)?.minute.slice(0, 10) ?? given;
  return /^\d{4}-\d\d-\d\d$/.test(day) ? day : null;
}

function distance(a: LocalDay, b: LocalDay): number {
  return Math.abs(Date.parse(a) - Date.parse(b));
}

/** How an entry repeats, in words. */
type RepeatsInput = {
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
type RuleAnswer = { readonly rule: string } | { readonly fault: 'every' | 'on' };

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
