import type { Instant, Zone } from '../../model/date.ts';
import { parseLead } from '../../model/lead.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { addDays, atLocal, isLocalDay, isLocalTime, localDay, localTime } from '../../time/local.ts';
import { CommandRefusal } from './command.ts';
import { callText } from './words.ts';

/** Longer than that a server has forgotten that it paused. */
const MOST_DAYS = 366;
const DAY = /^(\d{4}-\d{2}-\d{2}|tomorrow)(?:[ t]+(\d{1,2}:\d{2}))?$/;

/**
 * The end of a pause that begins now: `3d` or `2w` at this time of day, `12h` to the minute, or a day, from its first
 * instant on, with a time if one is named; all by the zone. Refuses all else, what is not ahead, and more than a year.
 */
export function readUntil(typed: string, now: Instant, zone: Zone): Instant {
  const shown = plainText(typed, 60) || '…';
  const today = localDay(now, zone);
  const until = instantNamed(typed.trim().toLowerCase(), now, zone);
  if (until === null) throw new CommandRefusal(callText('badUntil', { typed: shown, day: addDays(today, 3) }));
  if (until <= now) {
    throw new CommandRefusal(callText('untilBehind', { typed: shown, ...dayAndTime(now, zone) }));
  }
  if (until > atLocal(addDays(today, MOST_DAYS), '23:59', zone)) {
    throw new CommandRefusal(callText('untilFar', { typed: shown }));
  }
  return until;
}

function instantNamed(word: string, now: Instant, zone: Zone): Instant | null {
  const today = localDay(now, zone);
  const [, named, at = '00:00'] = DAY.exec(word) ?? [];
  if (named !== undefined) {
    const day = named === 'tomorrow' ? addDays(today, 1) : named;
    const time = at.padStart(5, '0');
    return isLocalDay(day) && isLocalTime(time) ? atLocal(day, time, zone) : null;
  }
  // Written as leads are, so that there is one spelling to learn.
  const length = parseLead(word);
  if (length === null || length.count === 0) return null;
  if (length.unit === 'days') return atLocal(addDays(today, length.count), localTime(now, zone), zone);
  return now + length.count * 60_000;
}
