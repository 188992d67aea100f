import type { Instant } from '../model/date.ts';

/** The version of the time zone data by which this process computes, such as `2026c`: a year and a letter. */
export function zoneDataVersion(): string {
  return process.versions['tz'] ?? 'unknown';
}

/**
 * Whether newer data have surely been out for half a year: several versions appear each year, so those of one year are
 * taken for new until the middle of the next. https://www.iana.org/time-zones
 */
export function isZoneDataOld(version: string, now: Instant): boolean {
  const year = /^(\d{4})[a-z]*$/.exec(version)?.[1];
  return year !== undefined && now >= Date.UTC(Number(year) + 1, 6, 1);
}
