import { createRequire } from 'node:module';
import type { LocalDay } from '../model/date.ts';

const NUMBER = '[+-]?\\d{1,3}';
const DAY = '(?:[+-]?[1-5]?\\d)?(?:MO|TU|WE|TH|FR|SA|SU)';
const PARTS = new RegExp(
  `^(?:${[
    'FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)',
    'INTERVAL=\\d{1,3}',
    'COUNT=\\d{1,4}',
    'UNTIL=\\d{8}(?:T\\d{6}Z?)?',
    'WKST=(?:MO|TU|WE|TH|FR|SA|SU)',
    `BYDAY=${DAY}(?:,${DAY})*`,
    `BY(?:MONTHDAY|MONTH|SETPOS|YEARDAY|WEEKNO)=${NUMBER}(?:,${NUMBER})*`,
  ].join('|')})$`,
);

/**
 * The days of a recurrence rule of RFC 5545 (section 3.3.10) from `start` on, at most `most` of them; `null` for a text
 * that is no rule of days. A rule without an end goes on to that many. Days that a month does not have are left out, as the
 * RFC has it.
 */
export function expandRule(rule: string, start: LocalDay, most: number): LocalDay[] | null {
  const parts = rule
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';');
  if (!parts.every((part) => PARTS.test(part)) || !parts.some((part) => part.startsWith('FREQ='))) return null;
  // Days of a month that is named beside them would be looked for on every day there is.
  const daily = parts.some((part) => /^FREQ=(?:DAILY|WEEKLY)$/.test(part));
  if (daily && parts.some((part) => /^BY(?:MONTHDAY|SETPOS|YEARDAY|WEEKNO)=/.test(part))) return null;
  try {
    return parts.some((part) => part.startsWith('BYSETPOS='))
      ? atPositions(parts, start, most)
      : days(parts, start, most);
  } catch {
    return null;
  }
}

function days(parts: readonly string[], start: LocalDay, most: number): LocalDay[] {
  const options = RRule.parseString(parts.join(';'));
  const rule = new RRule({ ...options, until: endOf(options.until), dtstart: new Date(`${start}T00:00:00Z`) });
  return rule.all((_, index) => index < most).map(dayOf);
}

/** The end of its day: a rule of days ends with one. */
function endOf(until: Date | null | undefined): Date | null {
  return until ? new Date(until.getTime() - (until.getTime() % DAY_MS)) : null;
}

/** Days of a rule that are looked at: one whose positions no month has would go on to the year 9999. */
const MOST_LOOKED_AT = 40_000;

/**
 * The days at the positions that `BYSETPOS` names in each month or year, with the rest of the rule for the days to choose
 * from. The package takes a position beyond the last day for another one, and a day at two positions twice.
 */
function atPositions(parts: readonly string[], start: LocalDay, most: number): LocalDay[] | null {
  const has = (name: string) => parts.some((part) => part.startsWith(`BY${name}=`));
  // A week that belongs to two years has no place in either.
  if (has('WEEKNO')) return null;
  const yearly = parts.includes('FREQ=YEARLY');
  const [year = '', month = '', day = ''] = start.split('-');
  const named = has('DAY') || has('MONTHDAY') || has('YEARDAY');
  const options = RRule.parseString(
    [
      ...parts.filter((part) => !/^(?:BYSETPOS|COUNT|UNTIL)=/.test(part)),
      ...(named ? [] : [`BYMONTHDAY=${Number(day)}`]),
      ...(named || !yearly || has('MONTH') ? [] : [`BYMONTH=${Number(month)}`]),
    ].join(';'),
  );
  const { bysetpos, count, until } = RRule.parseString(parts.join(';'));
  const positions = [bysetpos ?? []].flat();
  const last = endOf(until)?.toISOString().slice(0, 10) ?? '9999-12-31';
  const wanted = Math.min(most, count ?? most);
  const found: LocalDay[] = [];
  let period: LocalDay[] = [];
  const choose = (): void => {
    const at = new Set(positions.map((position) => (position > 0 ? position - 1 : period.length + position)));
    found.push(...period.filter((one, index) => at.has(index) && one >= start && one <= last));
    period = [];
  };
  const keyOf = (one: LocalDay) => one.slice(0, yearly ? 4 : 7);
  // From the first day of its month or year on: positions count all days of it.
  const dtstart = new Date(`${year}-${yearly ? '01' : month}-01T00:00:00Z`);
  new RRule({ ...options, dtstart }).all((date, index) => {
    const one = dayOf(date);
    if (period[0] !== undefined && keyOf(period[0]) !== keyOf(one)) choose();
    if (index > MOST_LOOKED_AT) period = [];
    // Only between two periods: positions from the end need all days of the one under way.
    if (period.length === 0 && (found.length >= wanted || one > last || index > MOST_LOOKED_AT)) return false;
    period.push(one);
    return true;
  });
  choose();
  return found.slice(0, wanted);
}

function dayOf(date: Date): LocalDay {
  return date.toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/** Whether a rule says where it ends. */
export function hasEnd(rule: string): boolean {
  return /(?:^|;)(?:COUNT|UNTIL)=/i.test(rule);
}

/** rrule by its CommonJS build: its other one is written for bundlers and cannot be imported as it is. */
export const { RRule } = createRequire(import.meta.url)('rrule') as typeof import('rrule');
