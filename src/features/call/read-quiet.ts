import type { QuietHours } from '../../model/subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { isLocalTime } from '../../time/local.ts';
import { CommandRefusal } from './command.ts';
import { callText } from './words.ts';

/** Two times of day with a dash of any length, or "to", between them. */
const HOURS = /^(\d{1,2}:\d\d)\s*(?:[-–—]|to)\s*(\d{1,2}:\d\d)$/;

/** Quiet hours such as `22:00-07:00`; `null` for `none`. Refuses all else, and hours that would last all day. */
export function readQuiet(typed: string): QuietHours | null {
  const word = typed.trim().toLowerCase();
  if (word === 'none') return null;
  const shown = plainText(typed, 60) || '…';
  const [, from, until] = HOURS.exec(word)?.map((part) => part.padStart(5, '0')) ?? [];
  if (from === undefined || until === undefined || !isLocalTime(from) || !isLocalTime(until)) {
    throw new CommandRefusal(callText('badQuiet', { typed: shown }));
  }
  if (from === until) throw new CommandRefusal(callText('equalQuiet', { typed: shown }));
  return { from, until };
}
