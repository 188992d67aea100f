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
    const options = RRule.parseString(parts.join(';'));
    // The end of its day: a rule of days ends with one.
    const until = options.until ? new Date(options.until.getTime() - (options.until.getTime() % DAY_MS)) : null;
    const dates = new RRule({ ...options, until, dtstart: new Date(`${start}T00:00:00Z`) }).all(
      (_, index) => index < most,
    );
    return dates.map((date) => date.toISOString().slice(0, 10));
  } catch {
    return null;
  }
}

const DAY_MS = 86_400_000;

/** Whether a rule says where it ends. */
export function hasEnd(rule: string): boolean {
  return /(?:^|;)(?:COUNT|UNTIL)=/i.test(rule);
}

/** rrule by its CommonJS build: its other one is written for bundlers and cannot be imported as it is. */
export const { RRule } = createRequire(import.meta.url)('rrule') as typeof import('rrule');
