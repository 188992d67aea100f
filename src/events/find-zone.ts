import type { Zone } from '../model/date.ts';
import { nearestWord } from '../model/nearest-word.ts';
import { canonicalZone, nearestZones } from '../time/zones.ts';

/** What people mean by the abbreviations they write most; several of them name more than one zone. */
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

/** A zone that exists, or why the text names none and what may have been meant. */
export type ZoneAnswer =
  | { readonly zone: Zone }
  | { readonly zone: null; readonly message: string; readonly expected: () => string };

/** Looks up one zone name as written in a list. The nearest names are looked for only when somebody asks. */
export function findZone(text: string): ZoneAnswer {
  const zone = canonicalZone(text);
  if (zone !== null) return { zone };
  const meant = Object.hasOwn(ABBREVIATIONS, text.toUpperCase()) ? ABBREVIATIONS[text.toUpperCase()] : undefined;
  if (meant || /^[A-Z]{2,5}$/.test(text)) {
    return {
      zone: null,
      message:
        meant && meant.length > 1
          ? 'An abbreviation is no time zone: this one has several meanings'
          : 'An abbreviation is no time zone, and does not say when its clocks change',
      expected: () => `an IANA name such as ${oneOf(meant ?? near(text))}`,
    };
  }
  if (/^(?:etc\/)?(?:utc|gmt)?[+-]\d/i.test(text)) {
    return {
      zone: null,
      message: 'An offset is no time zone: it does not say when its clocks change',
      expected: () => 'an IANA name such as America/New_York, or UTC',
    };
  }
  return {
    zone: null,
    message: 'There is no such time zone',
    expected: () => `an IANA name such as ${oneOf(near(text))}`,
  };
}

function near(text: string): readonly Zone[] {
  const place = text.split('/').at(-1) ?? text;
  const direct = place.length < 3 ? [] : nearestZones(place, 3);
  if (direct.length > 0) return direct;
  const all = nearestZones('', 1_000);
  const sameCity = nearestWord(place, all.map(city));
  const spelled = all.find((zone) => city(zone) === sameCity) ?? nearestWord(text, all);
  return spelled === null ? ['America/New_York', 'UTC'] : [spelled];
}

function city(zone: Zone): string {
  return zone.split('/').at(-1) ?? zone;
}

function oneOf(zones: readonly Zone[]): string {
  return zones.join(' or ');
}
