import type { Instant, LocalTime, Zone } from '../../model/date.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { Control } from '../../model/message.ts';
import type { LeadDefaults } from '../../model/subscription.ts';
import { leadsWords } from '../../render/card/describe-subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { localTime, zoneCity } from '../../time/local.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { setupText } from './words.ts';

/** The values of "Other…", which opens a form, and of "the default". No topic, lead, zone or time has a star. */
export const OTHER = '*other';
export const DEFAULT = '*default';

/** Words to choose from; `rest` says that there are more, which must be typed. */
export type OfferedWords = { readonly words: readonly string[]; readonly rest: boolean };

/** One entry of a select. */
export type Option = Extract<Control, { type: 'select' }>['options'][number];

/** Leads as one value of a select: `7d 1d`. */
export function leadText(leads: readonly Lead[]): string {
  return leads.map(leadName).join(' ');
}

/** Topics or kinds, and "Other…" where there are more. */
export function wordOptions({ words, rest }: OfferedWords, chosen: readonly string[]): Option[] {
  const options = words.map((word) => ({
    label: plainText(word, 100),
    value: word,
    description: null,
    chosen: chosen.includes(word),
  }));
  return rest ? [...options, otherOption(setupText('otherWords'))] : options;
}

/** The defaults, leads to choose from, and "Other…". */
export function leadOptions(
  offered: readonly (readonly Lead[])[],
  chosen: readonly Lead[] | null,
  defaults: LeadDefaults,
): Option[] {
  return [
    option(DEFAULT, leadsWords(null, defaults), null, chosen === null),
    ...offered.map((leads) =>
      option(
        leadText(leads),
        leadsWords(leads, defaults),
        null,
        chosen !== null && leadText(leads) === leadText(chosen),
      ),
    ),
    otherOption(setupText('otherLeads')),
  ];
}

/** The default, zones with their present time, and "Other…". */
export function zoneOptions(zones: readonly Zone[], clock: ShownClock, fallback: Zone, now: Instant): Option[] {
  const there = (zone: Zone) => setupText('zoneNow', { time: localTime(now, zone) });
  const named = (zone: Zone) => (zone === 'UTC' ? zone : setupText('zoneOption', { city: zoneCity(zone), zone }));
  const value = zoneCity(fallback);
  return [
    option(DEFAULT, setupText('defaultOption', { value }), there(fallback), !clock.ownZone),
    ...zones.map((zone) => option(zone, named(zone), there(zone), clock.ownZone && zone === clock.zone)),
    otherOption(setupText('otherZone')),
  ];
}

/** The default, times of day, and "Other…". */
export function timeOptions(times: readonly LocalTime[], clock: ShownClock, fallback: LocalTime): Option[] {
  return [
    option(DEFAULT, setupText('defaultOption', { value: fallback }), null, !clock.ownPostingTime),
    ...times.map((time) =>
      option(time, setupText('timeOption', { time }), null, clock.ownPostingTime && time === clock.postingTime),
    ),
    otherOption(setupText('otherTime')),
  ];
}

function otherOption(description: string): Option {
  return option(OTHER, setupText('other'), description, false);
}

function option(value: string, label: string, description: string | null, chosen: boolean): Option {
  return { value, label, description, chosen };
}
