import { IANAZone } from 'luxon';
import { DAY_MS, type Instant, type LocalDay, type LocalMinute, type LocalTime, type Zone } from '../model/date.ts';

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
export function atLocal(day: LocalDay, time: LocalTime, zone: Zone): Instant {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const offsets = IANAZone.create(zone);
  // A day to either side is beyond any single change of clocks and within the distance of two.
  const before = asUtc - offsets.offset(asUtc - DAY_MS) * 60_000;
  const after = asUtc - offsets.offset(asUtc + DAY_MS) * 60_000;
  const real = [before, after].filter((instant) => instant + offsets.offset(instant) * 60_000 === asUtc);
  return real.length === 0 ? before : Math.min(...real);
}

/** The instant of a local minute, by the rule of `atLocal`. */
export function atLocalMinute(minute: LocalMinute, zone: Zone): Instant {
  return atLocal(minute.slice(0, 10), minute.slice(11), zone);
}

/** The first instant of a day, which is 01:00 where clocks skip midnight. */
export function startOfDay(day: LocalDay, zone: Zone): Instant {
  return atLocal(day, '00:00', zone);
}

/** The end of a day: the first instant that is no longer in it. */
export function endOfDay(day: LocalDay, zone: Zone): Instant {
  return startOfDay(addDays(day, 1), zone);
}

/** The day it is at that instant in that zone. */
export function localDay(instant: Instant, zone: Zone): LocalDay {
  return localIso(instant, zone).slice(0, 10);
}

/** The time of day at that instant in that zone, to the minute. */
export function localTime(instant: Instant, zone: Zone): LocalTime {
  return localIso(instant, zone).slice(11, 16);
}

/** `2025-10-31T09:00-04:00`: an instant as that zone's clock shows it, with the offset. */
export function localWithOffset(instant: Instant, zone: Zone): string {
  const minutes = IANAZone.create(zone).offset(instant);
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(Math.floor(size % 60))}`;
  return `${localIso(instant, zone).slice(0, 16)}${offset}`;
}

function localIso(instant: Instant, zone: Zone): string {
  return new Date(instant + IANAZone.create(zone).offset(instant) * 60_000).toISOString();
}

function pad(count: number): string {
  return String(count).padStart(2, '0');
}
