import type { Zone } from '../../model/date.ts';
import { canonicalZone } from '../../time/local.ts';
import { zonesOfAbbreviation, zonesSpelledLike } from '../../time/meant-zones.ts';

/** A zone that exists, or why the text names none and which zones may have been meant. */
export type ZoneAnswer =
  | { readonly zone: Zone }
  | { readonly zone: null; readonly message: string; readonly expected: () => string };

/** Looks up one zone name as written in a list. The nearest names are looked for only on demand. */
export function findZone(text: string): ZoneAnswer {
  const zone = canonicalZone(text);
  if (zone !== null) return { zone };
  const meant = zonesOfAbbreviation(text);
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
  const zones = zonesSpelledLike(text);
  return zones.length > 0 ? zones : ['America/New_York', 'UTC'];
}

function oneOf(zones: readonly Zone[]): string {
  return zones.join(' or ');
}
