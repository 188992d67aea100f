import type { LocalMinute, LocalTime } from '../../model/date.ts';
import { isLocalDay } from '../../time/local.ts';

const HALVES = '[aApP](\\.[mM]\\.|[mM])';

/** A time of day as people write it, for the patterns of editors: `17:00`, `23:59:59`, `5pm`, `12:01 a.m.`. */
export const TIME = `(([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?|(0?[1-9]|1[0-2])(:[0-5]\\d(:[0-5]\\d)?)? ?${HALVES})`;

/** The clock named behind a minute that comes twice: `EST`, or `-05:00`. */
export const CLOCK = ' ([A-Z]{3,5}|[+-]\\d\\d:\\d\\d)';

const WHOLE_TIME = new RegExp(`^${TIME}$`);
const MINUTE = new RegExp(`^(?<day>.{10})[ T](?<time>${TIME})(?:${CLOCK.replace('(', '(?<clock>')})?$`);

/** A minute as written: the model's, and the clock named behind it, such as `EST`; `null` where there is none. */
export type WrittenMinute = { readonly minute: LocalMinute; readonly clock: string | null };

/**
 * Reads `2025-11-01 14:00`, `2025-11-01T14:00:59`, `2025-11-01 5 p.m.`; `null` for anything else and for a day that does not
 * exist. Seconds are left out: the minute is never later than what the source says.
 */
export function readMinute(text: string): WrittenMinute | null {
  const { day, time, clock } = MINUTE.exec(text)?.groups ?? {};
  const read = time === undefined ? null : readTime(time);
  if (read === null || day === undefined || !isLocalDay(day)) return null;
  return { minute: `${day}T${read}`, clock: clock ?? null };
}

/** Reads a time of day, without its seconds; `null` for anything else. 12 a.m. is the start of the day. */
export function readTime(text: string): LocalTime | null {
  if (!WHOLE_TIME.test(text)) return null;
  const half = /[ap]/i.exec(text)?.[0].toLowerCase();
  const [hour = '', minutes = '00'] = /^[\d:]+/.exec(text)?.[0].split(':') ?? [];
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minutes}`;
}
