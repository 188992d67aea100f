import type { Zone } from '../../model/date.ts';
import { readFixedZone } from '../../time/fixed-zone.ts';
import { canonicalZone } from '../../time/local.ts';
import { offsetOfAbbreviation, zonesOfAbbreviation, zonesSpelledLike } from '../../time/meant-zones.ts';

/** A zone that exists, or why the text names none and which zones may have been meant. */
export type ZoneAnswer =
  | { readonly zone: Zone }
  | { readonly zone: null; readonly message: string; readonly expected: () => string };

/**
 * Looks up one zone as written in a list: an IANA name, `AoE`, or a fixed offset that a source gives, such as `UTC-8`. The
 * nearest names are looked for only on demand.
 */
export function findZone(text: string): ZoneAnswer {
  const zone = canonicalZone(text) ?? readFixedZone(text);
  if (zone !== null) return { zone };
  const meant = zonesOfAbbreviation(text);
  if (meant || /^[A-Z]{2,5}$/.test(text)) {
    const offset = offsetOfAbbreviation(text);
    return {
      zone: null,
      message:
        meant && (meant.length > 1 || offset !== null)
          ? 'An abbreviation is no time zone: this one has several meanings'
          : 'An abbreviation is no time zone, and does not say when its clocks change',
      expected: () => `${oneOf(meant ?? near(text))}${offset === null ? '' : `, or ${offset} all year`}`,
    };
  }
  if (/^(?:etc\/)?(?:utc|gmt)? ?[+\u2212-]\d/i.test(text)) {
    return {
      zone: null,
      message: 'There is no such offset from UTC',
      expected: () => 'one such as UTC-8 or UTC+5:30, from UTC-12 to UTC+14, or an IANA name such as America/New_York',
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
