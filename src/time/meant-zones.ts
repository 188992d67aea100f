import type { Zone } from '../model/date.ts';
import { nearestWord } from '../model/nearest-word.ts';
import { nearestZones } from './local.ts';

/** The zones that people mean by common abbreviations; several of these name more than one zone. */
const ABBREVIATIONS: Readonly<Record<string, readonly Zone[]>> = {
  AEST: ['Australia/Brisbane', 'Australia/Sydney'],
  BST: ['Europe/London', 'Asia/Dhaka'],
  CDT: ['America/Chicago', 'America/Havana'],
  CEST: ['Europe/Berlin', 'Europe/Paris'],
  CET: ['Europe/Berlin', 'Europe/Paris'],
  CT: ['America/Chicago'],
  CST: ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
  EDT: ['America/New_York', 'America/Toronto'],
  EST: ['America/New_York', 'America/Panama'],
  ET: ['America/New_York'],
  GMT: ['UTC', 'Europe/London'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  JST: ['Asia/Tokyo'],
  KST: ['Asia/Seoul'],
  MDT: ['America/Denver'],
  MT: ['America/Denver'],
  MST: ['America/Denver', 'America/Phoenix'],
  MYT: ['Asia/Kuala_Lumpur'],
  PDT: ['America/Los_Angeles'],
  PT: ['America/Los_Angeles'],
  PST: ['America/Los_Angeles', 'Asia/Manila'],
  SGT: ['Asia/Singapore'],
  Z: ['UTC'],
};

/** The clocks that some of them name, each as an offset that holds all year. */
const OFFSETS: Readonly<Record<string, Zone>> = {
  AEST: 'UTC+10',
  BST: 'UTC+1',
  CDT: 'UTC-5',
  CEST: 'UTC+2',
  CET: 'UTC+1',
  CST: 'UTC-6',
  CT: 'UTC-6',
  EDT: 'UTC-4',
  EST: 'UTC-5',
  ET: 'UTC-5',
  IST: 'UTC+5:30',
  MDT: 'UTC-6',
  MST: 'UTC-7',
  MT: 'UTC-7',
  PDT: 'UTC-7',
  PST: 'UTC-8',
  PT: 'UTC-8',
};

/** The offset that an abbreviation names where people take it for one: `UTC-8` for `PST`; `null` for others. */
export function offsetOfAbbreviation(text: string): Zone | null {
  const name = text.toUpperCase();
  return Object.hasOwn(OFFSETS, name) ? (OFFSETS[name] ?? null) : null;
}

/** The zones an abbreviation such as `CST` is used for, in any case; `null` for an unknown one. */
export function zonesOfAbbreviation(text: string): readonly Zone[] | null {
  const name = text.toUpperCase();
  return Object.hasOwn(ABBREVIATIONS, name) ? (ABBREVIATIONS[name] ?? null) : null;
}

/** The zones that an unknown name may have meant, by its city and then by its spelling; at most three. */
export function zonesSpelledLike(text: string): readonly Zone[] {
  const place = text.split('/').at(-1) ?? text;
  const direct = place.length < 3 ? [] : nearestZones(place, 3);
  if (direct.length > 0) return direct;
  const all = nearestZones('', 1_000);
  const sameCity = nearestWord(place, all.map(city));
  const spelled = all.find((zone) => city(zone) === sameCity) ?? nearestWord(text, all);
  return spelled === null ? [] : [spelled];
}

function city(zone: Zone): string {
  return zone.split('/').at(-1) ?? zone;
}
