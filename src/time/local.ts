import { DateTime, IANAZone } from 'luxon';
import {
  DAY_MS,
  type Instant,
  type LocalDay,
  type LocalMinute,
  type LocalTime,
  type Occurrence,
  type Zone,
} from '../model/date.ts';
import { CHOICES_MAX } from '../model/discord-limits.ts';
import { ANYWHERE_ON_EARTH, fixedOffset } from './fixed-zone.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** True for a day that exists, `2025-02-28` but not `2025-02-30`; years 1000 to 9999. */
export function isLocalDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match || text < '1000') return false;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(ms).toISOString().slice(0, 10) === text;
}

/** True for `HH:MM` from 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return TIME.test(text);
}

/** True for `YYYY-MM-DDTHH:MM` on a day that exists. */
export function isLocalMinute(text: string): boolean {
  return text[10] === 'T' && isLocalDay(text.slice(0, 10)) && isLocalTime(text.slice(11));
}

/** The day `count` days later (earlier when negative), by the calendar. */
export function addDays(day: LocalDay, count: number): LocalDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/**
 * The instant of a local time. Where clocks change it follows RFC 5545 section 3.3.5: a time that comes twice is its
 * first occurrence, a time that is skipped takes the offset before the gap. luxon's own answer for a repeated time
 * depends on when the process started (moment/luxon#1665), so only its offsets are used.
 */
export function atLocal(day: LocalDay, time: LocalTime, zone: Zone, occurrence: Occurrence = 'first'): Instant {
  const { before, real } = instantsOf(`${day}T${time}`, zone);
  if (real.length === 0) return before;
  return occurrence === 'second' ? Math.max(...real) : Math.min(...real);
}

function instantsOf(minute: LocalMinute, zone: Zone): { readonly before: Instant; readonly real: readonly Instant[] } {
  const asUtc = Date.parse(`${minute}:00Z`);
  const offset = offsetIn(zone);
  // A day to either side is beyond any single change of clocks and within the distance of two.
  const before = asUtc - offset(asUtc - DAY_MS) * 60_000;
  const after = asUtc - offset(asUtc + DAY_MS) * 60_000;
  const real = [...new Set([before, after])].filter((instant) => instant + offset(instant) * 60_000 === asUtc);
  return { before, real };
}

/** The instant of a local minute, by the rule of `atLocal`. */
export function atLocalMinute(minute: LocalMinute, zone: Zone, occurrence?: Occurrence): Instant {
  return atLocal(minute.slice(0, 10), minute.slice(11), zone, occurrence);
}

/**
 * The minutes beside the gap in which a local minute lies that clocks skip: `2027-03-14T01:59` and `2027-03-14T03:00` for
 * 02:30 in New York; `null` for a minute that exists.
 */
export function skippedBeside(minute: LocalMinute, zone: Zone): readonly [LocalMinute, LocalMinute] | null {
  const exists = (one: number) => instantsOf(asMinute(one), zone).real.length > 0;
  const asMinute = (utc: number): LocalMinute => new Date(utc).toISOString().slice(0, 16);
  const at = Date.parse(`${minute}:00Z`);
  if (exists(at)) return null;
  let [from, to] = [at - MINUTE_MS, at + MINUTE_MS];
  while (!exists(from)) from -= MINUTE_MS;
  while (!exists(to)) to += MINUTE_MS;
  return [asMinute(from), asMinute(to)];
}

/**
 * The names of the two clocks by which a minute comes twice, in their order: `EDT` and `EST`, or `-04:00` and `-05:00`
 * where the zone has no such names; `null` for a minute that comes once, or never.
 */
export function namesOfTwice(minute: LocalMinute, zone: Zone): readonly [string, string] | null {
  const [first, second] = instantsOf(minute, zone).real.toSorted((a, b) => a - b);
  if (first === undefined || second === undefined) return null;
  const name = (instant: Instant): string => {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(instant);
    const word = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return /^[A-Z]{3,5}$/.test(word) ? word : localWithOffset(instant, zone).slice(16);
  };
  return [name(first), name(second)];
}

const MINUTE_MS = 60_000;

/** The first instant of a day, which is 01:00 where clocks skip midnight. */
export function startOfDay(day: LocalDay, zone: Zone): Instant {
  return atLocal(day, '00:00', zone);
}

/** The end of a day: the first instant that is no longer in it. */
export function endOfDay(day: LocalDay, zone: Zone): Instant {
  return startOfDay(addDays(day, 1), zone);
}

/** The day at that instant in that zone. */
export function localDay(instant: Instant, zone: Zone): LocalDay {
  return localIso(instant, zone).slice(0, 10);
}

/** The time of day at that instant in that zone, to the minute. */
export function localTime(instant: Instant, zone: Zone): LocalTime {
  return localIso(instant, zone).slice(11, 16);
}

/** `2025-10-31T09:00-04:00`: an instant as that zone's clock shows it, with the offset. */
export function localWithOffset(instant: Instant, zone: Zone): string {
  const minutes = offsetIn(zone)(instant);
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(Math.floor(size % 60))}`;
  return `${localIso(instant, zone).slice(0, 16)}${offset}`;
}

function localIso(instant: Instant, zone: Zone): string {
  return new Date(instant + offsetIn(zone)(instant) * 60_000).toISOString();
}

/** The minutes by which a zone's clocks are ahead of UTC at an instant. */
function offsetIn(zone: Zone): (instant: Instant) => number {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return () => fixed;
  const rules = IANAZone.create(zone);
  return (instant) => rules.offset(instant);
}

function pad(count: number): string {
  return String(count).padStart(2, '0');
}

/**
 * Today's names for ids that ICU still lists under their old ones (tz database, file `backward`), so that they can be
 * found by the name people know.
 */
const TODAYS_NAMES: Readonly<Record<string, Zone>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const ZONES: readonly Zone[] = Intl.supportedValuesOf('timeZone')
  .map((id) => TODAYS_NAMES[id] ?? id)
  .filter((id) => id.includes('/') && !id.startsWith('Etc/'))
  .sort();

const BY_SPELLING: ReadonlyMap<string, Zone> = new Map(ZONES.map((id) => [id.toLowerCase(), id]));

/**
 * The zone that a person meant, properly spelled, or `null`. IANA ids such as `Asia/Seoul` (older spellings too) and
 * `UTC` only: abbreviations like `CST` or `EST` name several zones, and `Etc/GMT+2` is two hours **behind** UTC.
 * `SystemV/EST5` is an abbreviation in disguise.
 */
export function canonicalZone(text: string): Zone | null {
  const lower = text.trim().toLowerCase();
  if (lower === 'utc') return 'UTC';
  if (/^(?:etc|systemv)\//.test(lower) || !lower.includes('/')) return null;
  const known = BY_SPELLING.get(lower);
  if (known !== undefined) return known;
  if (!IANAZone.isValidZone(lower)) return null;
  const resolved = new Intl.DateTimeFormat('en', { timeZone: lower }).resolvedOptions().timeZone;
  return TODAYS_NAMES[resolved] ?? resolved;
}

/** Zones to offer for typed text, those whose city begins with it first; at most `limit`. */
export function nearestZones(text: string, limit = CHOICES_MAX): Zone[] {
  const wanted = text.trim().toLowerCase().replaceAll(' ', '_');
  const all = ['UTC', ...ZONES];
  const begins = (id: Zone) => (id.toLowerCase().split('/').at(-1) ?? '').startsWith(wanted);
  const first = all.filter(begins);
  const rest = all.filter((id) => id.toLowerCase().includes(wanted) && !begins(id));
  return [...first, ...rest].slice(0, limit);
}

/** The name of a zone beside a date: its city, "New York"; `UTC` stays, and an offset is "UTC−8". */
export function zoneCity(zone: Zone): string {
  if (zone === ANYWHERE_ON_EARTH) return 'Anywhere on Earth';
  if (fixedOffset(zone) !== null) return zone.replace('-', '\u2212');
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/**
 * The ways to write a day: `Sat 1 Nov`, `Sat 1 November`, `Sat 1 Nov 2025`, `1 November`, `1 Nov`, `1 November 2025`.
 */
export type DayStyle = 'weekday-short' | 'weekday' | 'weekday-year' | 'day' | 'day-short' | 'day-year';

const PATTERNS: Record<DayStyle, string> = {
  'weekday-short': 'ccc d LLL',
  weekday: 'ccc d LLLL',
  'weekday-year': 'ccc d LLL yyyy',
  day: 'd LLLL',
  'day-short': 'd LLL',
  'day-year': 'd LLLL yyyy',
};

/** Writes a day in words. It is a calendar day, so no zone takes part. */
export function formatDay(day: LocalDay, style: DayStyle, locale = 'en'): string {
  return DateTime.fromISO(day, { zone: 'utc', locale }).toFormat(PATTERNS[style]);
}

/** `May 2025` from `2025-05`. */
export function formatMonth(month: string, locale = 'en'): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'utc', locale }).toFormat('LLLL yyyy');
}

/** `26–28 Oct 2025`, `31 Oct – 1 Nov 2025`, `30 Dec 2025 – 2 Jan 2026`. */
export function formatRange(from: LocalDay, through: LocalDay, locale = 'en'): string {
  const start = DateTime.fromISO(from, { zone: 'utc', locale });
  const end = DateTime.fromISO(through, { zone: 'utc', locale });
  const last = end.toFormat('d LLL yyyy');
  if (start.hasSame(end, 'day')) return last;
  if (start.hasSame(end, 'month')) return `${start.toFormat('d')}–${last}`;
  return `${start.toFormat(start.hasSame(end, 'year') ? 'd LLL' : 'd LLL yyyy')} – ${last}`;
}

/** A range with the year only where it is not all in that one: `26–28 Oct`, `10 Jan 2027`. */
export function formatRangeIn(year: string, from: LocalDay, through: LocalDay): string {
  const isPlain = from.startsWith(year) && through.startsWith(year);
  return isPlain ? formatRangeShort(from, through) : formatRange(from, through);
}

/** `26–28 Oct`, `31 Oct – 1 Nov`, `28 Oct`: a range where the year is plain. */
export function formatRangeShort(from: LocalDay, through: LocalDay, locale = 'en'): string {
  const start = DateTime.fromISO(from, { zone: 'utc', locale });
  const end = DateTime.fromISO(through, { zone: 'utc', locale });
  const last = end.toFormat('d LLL');
  if (start.hasSame(end, 'day')) return last;
  return start.hasSame(end, 'month') ? `${start.toFormat('d')}–${last}` : `${start.toFormat('d LLL')} – ${last}`;
}
