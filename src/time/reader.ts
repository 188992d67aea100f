import type { LocalTime, Zone } from '../model/date.ts';
import { type Hours, UNCHOSEN_LOCALE } from '../model/subscription.ts';

/**
 * Whose calendar and clock a text is by: a zone, where hours are written as its people write them, or a zone and how they
 * are written. Two that are equal write alike.
 */
export type Reader = Zone | { readonly zone: Zone; readonly hours: Hours };

/** The zone whose calendar a reader's days are by. */
export function zoneOf(reader: Reader): Zone {
  return typeof reader === 'string' ? reader : reader.zone;
}

/** The facts that say how hours are written for a server or a person. */
export type HoursHint = {
  /** As somebody chose it; `null` or left out: automatic. */
  readonly hours?: Hours | null;
  /** The language that Discord gives for them; `null` or left out where it is not known. */
  readonly locale?: string | null;
};

/**
 * The reader in a zone (messages.md, rule 3): hours as chosen; else as their language writes them; else as people in the
 * zone do.
 */
export function readerIn(zone: Zone, hint: HoursHint | null): Reader {
  const hours = hint?.hours ?? hoursOfLocale(hint?.locale ?? null);
  return hours === null || countsToTwelve(zone) === (hours === 12) ? zone : { zone, hours };
}

/** How a language writes hours, by CLDR; `null` where that is not known, or nobody chose the language. */
export function hoursOfLocale(locale: string | null): Hours | null {
  if (locale === null || locale === UNCHOSEN_LOCALE) return null;
  try {
    const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
    return hourCycle === undefined ? null : hourCycle.startsWith('h1') ? 12 : 24;
  } catch {
    // No language tag at all: Discord may add languages that it writes in its own way.
    return null;
  }
}

/**
 * Countries whose people write 7 p.m. rather than 19:00, by the cities of their zones: the larger of those that CLDR's
 * `timeData` gives `h`. The data of zones know the country, not its clock.
 */
const TWELVE_HOURS =
  /^(?:America\/(?!Sao_Paulo|Buenos|Argentina|Santiago|Montevideo|Asuncion|Lima|Nuuk|Cayenne|Martinique|Guadeloupe)|US\/|Canada\/|Australia\/|Pacific\/(?:Auckland|Honolulu|Guam|Pago_Pago)|Asia\/(?:Kolkata|Karachi|Dhaka|Manila|Colombo|Kuala_Lumpur|Riyadh|Dubai|Kathmandu)|Africa\/Cairo)/;

function countsToTwelve(zone: Zone): boolean {
  return TWELVE_HOURS.test(zone);
}

/** A time of day as a reader writes it: `12:01 a.m.`, `9 a.m.`, `12:00 a.m.` where hours count to twelve, else `00:01`. */
export function formatTime(time: LocalTime, reader: Reader): string {
  if (typeof reader === 'string' ? !countsToTwelve(reader) : reader.hours === 24) return time;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  // Twelve itself keeps its minutes: "12 a.m." is read as either end of a day.
  const short = minute === 0 && hour % 12 !== 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${short} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
}
