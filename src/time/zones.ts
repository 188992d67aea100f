import { IANAZone } from 'luxon';
import type { Zone } from '../model/date.ts';
import { CHOICES_MAX } from '../model/discord-limits.ts';

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
 * The zone a person meant, properly spelled, or `null`. IANA ids such as `Asia/Seoul` (older spellings too) and `UTC`
 * only: abbreviations like `CST` or `EST` name several zones, and `Etc/GMT+2` is two hours **behind** UTC. `SystemV/EST5`
 * is an abbreviation in disguise.
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

/** Zones to offer for what a person has typed, those whose city begins with it first; at most `limit`. */
export function nearestZones(text: string, limit = CHOICES_MAX): Zone[] {
  const wanted = text.trim().toLowerCase().replaceAll(' ', '_');
  const all = ['UTC', ...ZONES];
  const begins = (id: Zone) => (id.toLowerCase().split('/').at(-1) ?? '').startsWith(wanted);
  const first = all.filter(begins);
  const rest = all.filter((id) => id.toLowerCase().includes(wanted) && !begins(id));
  return [...first, ...rest].slice(0, limit);
}

/** How people name a zone beside a date: its city, "New York"; `UTC` stays. */
export function zoneCity(zone: Zone): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
