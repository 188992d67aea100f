import type { Zone } from '../model/date.ts';
import { foldText, nearestWord } from '../model/nearest-word.ts';
import { fixedOffset, readFixedZone } from './fixed-zone.ts';
import { canonicalZone, zoneCity } from './local.ts';
import { offsetOfAbbreviation, zonesOfAbbreviation } from './meant-zones.ts';
import { type Reading, readingOf } from './read-time-of-day.ts';
import type { ZoneName } from './zone-places.ts';

/** A zone as it was found. */
export type FoundZone = {
  readonly zone: Zone;
  /** The name used: "Mumbai" for `Asia/Kolkata`; the abbreviation where it means these hours all year. */
  readonly place: string;
  /** True for the hours of an abbreviation such as `PST`, which follow no summer time. */
  readonly allYear: boolean;
};

/** Zones that were found: those meant by a name, or some whose names are only like it. */
export type ZoneReading = Reading<FoundZone> | { readonly kind: 'like'; readonly values: readonly FoundZone[] };

/**
 * The zone that people mean by an id, a city, a country, an abbreviation or an offset: `Asia/Seoul`, `london`,
 * `Mumbai`, `india`, `Pacific Time`, `UTC-8`. Several for `PST`, which is Los Angeles or eight hours behind UTC all
 * year, and for a country of several zones.
 */
export async function findZones(text: string): Promise<ZoneReading> {
  const typed = text.normalize('NFKC').trim();
  const short = zonesOfAbbreviation(typed);
  if (short !== null) return readingOf(shortMeans(typed.toUpperCase(), short));
  const zone = canonicalZone(typed) ?? readFixedZone(typed);
  if (zone !== null) return readingOf([found(zone)]);
  const folded = foldText(typed);
  if (folded === '') return { kind: 'none' };
  const { ZONE_NAMES } = await import('./zone-places.ts');
  const exact = exactNames(ZONE_NAMES.filter((name) => name.folded === folded));
  if (exact.length > 0) return readingOf(toZones(exact));
  const begun = folded.length < 4 ? [] : toZones(ZONE_NAMES.filter((name) => name.folded.startsWith(folded)));
  if (begun.length === 1) return readingOf(begun);
  const like = [...begun, ...toZones(namesLike(ZONE_NAMES, folded))].slice(0, MOST);
  return like.length === 0 ? { kind: 'none' } : { kind: 'like', values: like };
}

/** Most zones that are asked back. */
const MOST = 10;

/** The zones of these regions (`IN`) in their order, then `near`, then all others; at most `limit`. */
export async function zonesOfRegions(
  regions: readonly (string | null)[],
  near: readonly Zone[],
  limit: number,
): Promise<FoundZone[]> {
  const { ZONE_PLACES } = await import('./zone-places.ts');
  const here = regions.flatMap((region) => ZONE_PLACES.filter((place) => place.region === region));
  const places = near.filter((zone) => fixedOffset(zone) === null);
  const all = [...here.map(({ zone }) => zone), ...places, 'UTC', ...ZONE_PLACES.map(({ zone }) => zone)];
  return [...new Set(all)].slice(0, limit).map((zone) => found(zone));
}

/** The region of a language, `US` for `en-US` and `KR` for `ko`; `null` for one that names none. */
export function regionOf(locale: string): string | null {
  try {
    return new Intl.Locale(locale).maximize().region ?? null;
  } catch {
    return null;
  }
}

/** Abbreviations that people use for a city's time and for its winter hours all year. */
const WINTER_HOURS: ReadonlySet<string> = new Set(['CET', 'CST', 'EST', 'MST', 'PST']);

function shortMeans(short: string, zones: readonly Zone[]): FoundZone[] {
  const allYear = WINTER_HOURS.has(short) ? offsetOfAbbreviation(short) : null;
  const [first, ...rest] = zones.map((zone) => found(zone));
  if (allYear === null || first === undefined) return zones.map((zone) => found(zone));
  return [first, { zone: allYear, place: short, allYear: true }, ...rest];
}

/** The names that count of those that are equal to what was typed: a zone named by its id's city stands alone. */
function exactNames(names: readonly ZoneName[]): readonly ZoneName[] {
  for (const part of ['id', 'city', 'country'] as const) {
    const some = names.filter(({ of }) => of === part);
    if (some.length > 0) return some;
  }
  // Zones with one common name have the same hours, or nearly: the most used one is meant.
  return names.slice(0, 1);
}

function namesLike(names: readonly ZoneName[], folded: string): readonly ZoneName[] {
  const inside = folded.length < 3 ? [] : names.filter((name) => ` ${name.folded}`.includes(` ${folded}`));
  if (inside.length > 0) return inside;
  const near = nearestWord(
    folded,
    names.filter(({ of }) => of !== 'common').map((name) => name.folded),
  );
  return near === null ? [] : names.filter((name) => name.folded === near);
}

function toZones(names: readonly ZoneName[]): FoundZone[] {
  return eachOnce(names.map(({ zone, place }) => found(zone, place)));
}

/** Each zone once, as it was found first. */
function eachOnce(zones: readonly FoundZone[]): FoundZone[] {
  const byZone = new Map<Zone, FoundZone>();
  for (const one of zones) if (!byZone.has(one.zone)) byZone.set(one.zone, one);
  return [...byZone.values()];
}

function found(zone: Zone, place: string = zoneCity(zone)): FoundZone {
  return { zone, place, allYear: false };
}
