import type { LocalTime, Zone } from '../../model/date.ts';
import { type Lead, parseLeads } from '../../model/lead.ts';
import type { QuietHours } from '../../model/subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { canonicalZone, isLocalTime, nearestZones } from '../../time/local.ts';
import { zonesMeantBy } from '../../time/meant-zones.ts';
import { type Choice, CommandRefusal } from './command.ts';
import { badLeads, badTime, badZone, tooManyLeads } from './refuse.ts';
import { callText } from './words.ts';

/** Two times of day with a dash of any length, or "to", between them. */
const HOURS = /^(\d{1,2}:\d\d)\s*(?:[-–—]|to)\s*(\d{1,2}:\d\d)$/;

/** Reads typed leads. Refuses words that are no lead, an empty text, and too many leads. */
export function readLeads(typed: string): readonly Lead[] {
  const read = parseLeads(typed);
  if (read.ok) return read.leads;
  if (read.why === 'bad') throw new CommandRefusal(badLeads(read.bad));
  throw new CommandRefusal(read.why === 'none' ? callText('noLeads') : tooManyLeads(read.count));
}

/** The zone named; `null` when none was. Refuses abbreviations and unknown zones, and names the nearest ones. */
export function readZone(typed: string | null): Zone | null {
  if (typed === null) return null;
  const zone = canonicalZone(typed);
  if (zone !== null) return zone;
  throw new CommandRefusal(badZone(typed, zonesMeantBy(typed)));
}

/** Zones to offer for the typed text. */
export function completeZone(typed: string): Choice[] {
  return nearestZones(typed).map((zone) => ({ name: zone, value: zone }));
}

/** A time of day; `9:00` is taken for `09:00`; `null` when none was named. */
export function readTime(typed: string | null): LocalTime | null {
  if (typed === null) return null;
  const time = /^\d:\d\d$/.test(typed) ? `0${typed}` : typed;
  if (!isLocalTime(time)) throw new CommandRefusal(badTime(typed));
  return time;
}

/** Quiet hours such as `22:00-07:00`; `null` for `none`. Refuses anything else, and hours that would last all day. */
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
