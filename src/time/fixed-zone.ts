import type { Zone } from '../model/date.ts';

/** The zone in which a day ends last of all, so that it is over everywhere. */
export const ANYWHERE_ON_EARTH: Zone = 'AoE';

const OFFSET = /^(?:(UTC|GMT) ?)?([+\u2212-])(\d{1,2})(?::?([0-5]\d))?$/i;
const STORED = /^(?:UTC|GMT)(?:([+-])(\d{1,2})(?::(\d\d))?)?$/;
const FARTHEST = { '-': 12 * 60, '+': 14 * 60 } as const;

/**
 * A zone that is always as far from UTC, as a list may write it: `AoE`, `UTC-8`, `UTC+05:30`, `GMT+1`, `-08:00`; in the
 * spelling that is kept (`UTC-8`, `UTC+5:30`), or `null` for anything else and for offsets that no place has.
 */
export function readFixedZone(text: string): Zone | null {
  const written = text.trim();
  if (/^(?:aoe|anywhere on earth)$/i.test(written)) return ANYWHERE_ON_EARTH;
  if (/^(?:utc|gmt|z)$/i.test(written)) return written.toUpperCase() === 'GMT' ? 'GMT' : 'UTC';
  const [match, name = 'UTC', sign, hours, minutes = '00'] = OFFSET.exec(written) ?? [];
  if (match === undefined) return null;
  const size = Number(hours) * 60 + Number(minutes);
  const direction = sign === '+' ? '+' : '-';
  if (size > FARTHEST[direction]) return null;
  if (size === 0) return name.toUpperCase();
  return `${name.toUpperCase()}${direction}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

/** The minutes by which the clocks of such a zone are ahead of UTC; `null` for a zone of another kind. */
export function fixedOffset(zone: Zone): number | null {
  if (zone === ANYWHERE_ON_EARTH) return -12 * 60;
  const [match, sign, hours = 0, minutes = 0] = STORED.exec(zone) ?? [];
  if (match === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) + 0;
}
