import type { LocalDay } from '../../model/date.ts';
import { parseLead } from '../../model/lead.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { addDays, isLocalDay } from '../../time/local.ts';
import { CommandRefusal } from '../call/command.ts';
import { changesText } from './words.ts';

/** A week: what changed since people last planned one. */
const DEFAULT_DAYS = 7;

/**
 * The day that `since` names, by the calendar in which it is `today`: `2025-10-23`, `7d`, `2w`, `today`, `yesterday`; a week
 * ago for `null`. Refuses all else, and days to come.
 */
export function readSince(typed: string | null, today: LocalDay): LocalDay {
  if (typed === null) return addDays(today, -DEFAULT_DAYS);
  const word = typed.toLowerCase();
  const shown = plainText(typed, 60) || '…';
  const day = dayNamed(word, today);
  if (day === null) throw new CommandRefusal(changesText('badSince', { typed: shown, day: today }));
  if (day > today) throw new CommandRefusal(changesText('future', { typed: shown, day: today }));
  return day;
}

function dayNamed(word: string, today: LocalDay): LocalDay | null {
  if (isLocalDay(word)) return word;
  if (word === 'today') return today;
  if (word === 'yesterday') return addDays(today, -1);
  // Written as leads are, so that there is one spelling to learn; hours name no day.
  const back = parseLead(word);
  return back?.unit === 'days' ? addDays(today, -back.count) : null;
}
