import type { LocalTime } from '../../model/date.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { QuietHours } from '../../model/subscription.ts';
import { readLeadWords } from '../../time/read-lead-words.ts';
import { readTimeOfDay, readTimeSpan } from '../../time/read-time-of-day.ts';
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
 * for the option `option` where morning and evening are open.
 */
export function readQuiet(typed: string, option = 'quiet', inPlace = false): QuietHours | null {
  const word = typed.trim().toLowerCase();
  if (word === 'none' || word === 'off') return null;
  const read = readTimeSpan(typed);
  if (read.kind === 'several') {
    const choices = read.values.map(({ from, until }) => ({ name: `${from}–${until}`, value: `${from}-${until}` }));
    throw new CommandQuestion(callText('whichHours'), option, choices, inPlace);
  }
  if (read.kind === 'none') throw new CommandRefusal(callText('badQuiet', { typed: shownTyped(typed) }));
  const { from, until } = read.value;
  if (from === until) throw new CommandRefusal(callText('equalQuiet', { typed: shownTyped(typed) }));
  return { from, until };
}
