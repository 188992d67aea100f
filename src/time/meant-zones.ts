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
  CST: ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
  EDT: ['America/New_York', 'America/Toronto'],
  EST: ['America/New_York', 'America/Panama'],
  ET: ['America/New_York'],
  GMT: ['UTC', 'Europe/London'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  JST: ['Asia/Tokyo'],
  KST: ['Asia/Seoul'],
  MDT: ['America/Denver'],
  MST: ['America/Denver', 'America/Phoenix'],
  MYT: ['Asia/Kuala_Lumpur'],
  PDT: ['America/Los_Angeles'],
  PST: ['America/Los_Angeles', 'Asia/Manila'],
  SGT: ['Asia/Singapore'],
  Z: ['UTC'],
};

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

/** The zones that an unknown name may mean: an abbreviation's, else those spelled like it. */
export function zonesMeantBy(text: string): readonly Zone[] {
  return zonesOfAbbreviation(text) ?? zonesSpelledLike(text);
}

function city(zone: Zone): string {
  return zone.split('/').at(-1) ?? zone;
}
