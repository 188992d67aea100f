import { rawTimeZones } from '@vvo/tzdb';
import type { Zone } from '../model/date.ts';
import { foldText } from '../model/nearest-word.ts';
import { canonicalZone, zoneCity } from './local.ts';

/** A zone with the names by which people know it. */
export type ZonePlace = {
  readonly zone: Zone;
  /** The city of its id, and its largest ones, the largest first. */
  readonly cities: readonly string[];
  readonly country: string;
  /** Two capital letters, ISO 3166-1. */
  readonly region: string;
  /** "Pacific Time". */
  readonly common: string;
};

/** Cities and states that people name and the data do not have, by their zones. */
const MORE: Readonly<Record<Zone, readonly string[]>> = {
  'America/Chicago': [
    'Austin',
    'Fort Worth',
    'Minneapolis',
    'Milwaukee',
    'New Orleans',
    'St. Louis',
    'Texas',
    'Illinois',
  ],
  'America/Denver': ['Salt Lake City', 'Colorado'],
  'America/Los_Angeles': ['LA', 'SF', 'Seattle', 'Portland', 'Sacramento', 'Las Vegas', 'Silicon Valley', 'California'],
  'America/New_York': [
    'NYC',
    'Washington',
    'Washington DC',
    'DC',
    'Boston',
    'Miami',
    'Atlanta',
    'Detroit',
    'Pittsburgh',
    'Orlando',
    'Florida',
  ],
  'America/Sao_Paulo': ['Brasilia'],
  'America/Toronto': ['Ottawa', 'Quebec'],
  'America/Vancouver': ['Victoria'],
  'Asia/Ho_Chi_Minh': ['Hanoi', 'Saigon'],
  'Asia/Jerusalem': ['Tel Aviv'],
  'Asia/Kolkata': ['Bangalore', 'Bombay', 'New Delhi', 'Calcutta'],
  'Asia/Riyadh': ['Mecca'],
  'Asia/Shanghai': ['Shenzhen', 'Guangzhou'],
  'Asia/Dubai': ['Abu Dhabi', 'UAE', 'Emirates'],
  'Asia/Tokyo': ['Kyoto'],
  'Australia/Sydney': ['Canberra'],
  'Europe/Amsterdam': ['Holland'],
  'Europe/Berlin': ['Frankfurt', 'Stuttgart', 'Düsseldorf', 'Leipzig'],
  'Europe/Kyiv': ['Kiev'],
  'Europe/London': [
    'Edinburgh',
    'Glasgow',
    'Cardiff',
    'Belfast',
    'Oxford',
    'UK',
    'England',
    'Scotland',
    'Great Britain',
  ],
  'Europe/Moscow': ['St. Petersburg'],
  'Europe/Zurich': ['Bern'],
};

/** Other names of countries, by their usual one. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'United States': ['USA', 'US', 'America'],
  'South Korea': ['Korea'],
  Czechia: ['Czech Republic'],
};

/** The zones in which most people live who use Discord: they stand first where nothing else decides. */
const FIRST: readonly Zone[] = [
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'America/Denver',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Paris',
  'Europe/Madrid',
  'Europe/Moscow',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Seoul',
  'Asia/Tokyo',
  'Asia/Singapore',
  'Asia/Jakarta',
  'Australia/Sydney',
  'America/Sao_Paulo',
  'America/Toronto',
  'America/Mexico_City',
  'Europe/Kyiv',
  'Europe/Lisbon',
];

/** Every zone with its places: the most used ones first, then from west to east. */
export const ZONE_PLACES: readonly ZonePlace[] = rawTimeZones
  .flatMap((raw): ZonePlace[] => {
    const zone = canonicalZone(raw.name);
    if (zone === null) return [];
    const cities = [...new Set([zoneCity(zone), ...raw.mainCities, ...(MORE[zone] ?? [])])];
    return [{ zone, cities, country: raw.countryName, region: raw.countryCode, common: raw.alternativeName }];
  })
  .toSorted((a, b) => placeInOrder(a.zone) - placeInOrder(b.zone));

function placeInOrder(zone: Zone): number {
  const at = FIRST.indexOf(zone);
  return at === -1 ? FIRST.length : at;
}

/** One name by which a zone can be found, folded. `place` is how to show it. */
export type ZoneName = {
  readonly folded: string;
  readonly place: string;
  readonly zone: Zone;
  readonly of: 'id' | 'city' | 'country' | 'common';
};

/** All those names: cities first, then ids, countries, and the common names of zones, each in the order of the zones. */
export const ZONE_NAMES: readonly ZoneName[] = [
  ...ZONE_PLACES.flatMap(({ zone, cities }) =>
    cities.map((city, at) => ({
      folded: foldText(city),
      place: city,
      zone,
      of: at === 0 ? ('id' as const) : ('city' as const),
    })),
  ),
  ...ZONE_PLACES.map(({ zone }) => ({ folded: foldText(zone), place: zoneCity(zone), zone, of: 'id' as const })),
  ...ZONE_PLACES.flatMap(({ zone, country }) =>
    [country, ...(ALSO[country] ?? [])].map((name) => ({
      folded: foldText(name),
      place: zoneCity(zone),
      zone,
      of: 'country' as const,
    })),
  ),
  ...ZONE_PLACES.map(({ zone, common }) => ({
    folded: foldText(common),
    place: zoneCity(zone),
    zone,
    of: 'common' as const,
  })),
];
