import type { LocalTime, Zone } from '../../model/date.ts';
import { isLocalTime } from '../../time/local.ts';
import { zonesMeantBy } from '../../time/meant-zones.ts';
import { canonicalZone } from '../../time/zones.ts';
import { CommandRefusal } from './command.ts';
import { badTime, badZone } from './refuse.ts';

/** The zone named; `null` when none was. Refuses abbreviations and what is none, with the nearest there are. */
export function readZone(typed: string | null): Zone | null {
  if (typed === null) return null;
  const zone = canonicalZone(typed);
  if (zone !== null) return zone;
  throw new CommandRefusal(badZone(typed, zonesMeantBy(typed)));
}

/** A time of day; `9:00` is taken for `09:00`; `null` when none was named. */
export function readTime(typed: string | null): LocalTime | null {
  if (typed === null) return null;
  const time = /^\d:\d\d$/.test(typed) ? `0${typed}` : typed;
  if (!isLocalTime(time)) throw new CommandRefusal(badTime(typed));
  return time;
}
