import type { Instant, LocalDay, LocalTime, Zone } from '../../model/date.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { QuietHours } from '../../model/subscription.ts';
import { spanWords } from '../../render/card/describe-subscription.ts';
import { addDays, atLocal, formatDay, localDay, localTime } from '../../time/local.ts';
import { type DayFrame, type DaySpan, readDayWords } from '../../time/read-day-words.ts';
import { readLeadWords } from '../../time/read-lead-words.ts';
import { readTimeOfDay, readTimeSpan } from '../../time/read-time-of-day.ts';
import type { Reader } from '../../time/reader.ts';
import { CommandQuestion, CommandRefusal } from './command.ts';
import { badLeads, badTime, quotedTyped, shownTyped, tooManyLeads } from './refuse.ts';
import { callText } from './words.ts';

/**
 * Reads typed leads, `7d 1d` or `a week, the day before`. Refuses words that are no lead, an empty text, and too many
 * leads; asks back for the option `option` whether a number alone counts days or hours.
 */
export function readLeads(typed: string, option = 'leads', inPlace = false): readonly Lead[] {
  const read = readLeadWords(typed);
  switch (read.kind) {
    case 'leads':
      return read.leads;
    case 'several': {
      const choices = read.values.map((lead) => ({ name: lengthWords(lead), value: leadName(lead) }));
      throw new CommandQuestion(callText('whichLead', { typed: quotedTyped(typed) }), option, choices, inPlace);
    }
    case 'bad':
      throw new CommandRefusal(badLeads(read.bad));
    case 'none':
      throw new CommandRefusal(callText('noLeads'));
    case 'too many':
      throw new CommandRefusal(tooManyLeads(read.count));
  }
}

function lengthWords({ unit, count }: Lead): string {
  return unit === 'days' ? callText('daysBefore', { count }) : callText('hoursBefore', { count: count / 60 });
}

/** A time of day, `7am`, `9`, `19:30`, `noon`; `null` when none was named. */
export function readTime(typed: string | null): LocalTime | null {
  if (typed === null) return null;
  const time = readTimeOfDay(typed);
  if (time === null) throw new CommandRefusal(badTime(typed));
  return time;
}

/**
 * Quiet hours such as `10pm-7am`; `null` for `none`. Refuses anything else, and hours that would last all day; asks back
 * for the option `option`, in the words of that zone's clock, where morning and evening are open.
 */
export function readQuiet(typed: string, zone: Reader, option = 'quiet', inPlace = false): QuietHours | null {
  const word = typed.trim().toLowerCase();
  if (word === 'none' || word === 'off') return null;
  const read = readTimeSpan(typed);
  if (read.kind === 'several') {
    const choices = read.values.map(({ from, until }) => ({
      name: spanWords({ from, until }, zone),
      value: `${from}-${until}`,
    }));
    throw new CommandQuestion(callText('whichHours'), option, choices, inPlace);
  }
  if (read.kind === 'none') throw new CommandRefusal(callText('badQuiet', { typed: shownTyped(typed) }));
  const { from, until } = read.value;
  if (from === until) throw new CommandRefusal(callText('equalQuiet', { typed: shownTyped(typed) }));
  return { from, until };
}

/**
 * The days that words name, `last Friday` or `in November`; `null` for words that name none. Asks back for the option
 * where day and month may stand in either order.
 */
async function readDays(typed: string, frame: DayFrame, option: string): Promise<DaySpan | null> {
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
