import type { Instant, LocalDay, Zone } from '../../model/date.ts';
import type { Lead } from '../../model/lead.ts';
import { addDays, atLocal, formatDay, localDay, localTime } from '../../time/local.ts';
import { type DayFrame, type DaySpan, readDayWords } from '../../time/read-day-words.ts';
import { readLeadWords } from '../../time/read-lead-words.ts';
import { CommandQuestion } from './command.ts';
import { callText } from './words.ts';

/**
 * The days that words name, `last Friday` or `in November`; `null` for words that name none. Asks back for the option
 * where day and month may stand in either order.
 */
export async function readDays(typed: string, frame: DayFrame, option: string): Promise<DaySpan | null> {
  const read = await readDayWords(typed, frame);
  if (read.kind === 'one') return read.value;
  if (read.kind === 'none') return null;
  const choices = read.values.map(({ from }) => ({ name: formatDay(from, 'weekday-year'), value: from }));
  throw new CommandQuestion(callText('whichDay'), option, choices);
}

/** The day that words look back to, a length such as `7d` or `2 weeks` counted from today; `null` for other words. */
export async function readPastDay(typed: string, today: LocalDay, option: string): Promise<LocalDay | null> {
  const back = lengthNamed(typed);
  if (back?.unit === 'days') return addDays(today, -back.count);
  return (await readDays(typed, { today, toward: 'past' }, option))?.from ?? null;
}

/**
 * The instant that words look ahead to, in that zone: the first one of a day that they name, or its time if they name
 * one; a length such as `12h` to the minute, `3 days` at this time of day. `null` for other words.
 */
export async function readComing(typed: string, now: Instant, zone: Zone, option: string): Promise<Instant | null> {
  const today = localDay(now, zone);
  const length = typed.trim().toLowerCase() === 'tomorrow' ? null : lengthNamed(typed);
  if (length?.unit === 'days') return atLocal(addDays(today, length.count), localTime(now, zone), zone);
  if (length !== null) return now + length.count * 60_000;
  const days = await readDays(typed, { today, toward: 'future' }, option);
  return days === null ? null : atLocal(days.from, days.time ?? '00:00', zone);
}

function lengthNamed(typed: string): Lead | null {
  // A number alone is no length here: it would be asked back as days or hours, and may be the day of a month.
  const read = readLeadWords(typed);
  const [only, second] = read.kind === 'leads' ? read.leads : [];
  return only === undefined || second !== undefined || only.count === 0 ? null : only;
}
