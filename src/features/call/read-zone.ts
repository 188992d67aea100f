import { CHOICES_MAX } from '../../model/discord-limits.ts';
import { UNCHOSEN_LOCALE } from '../../model/subscription.ts';
import { type FoundZone, findZones, regionOf, zonesOfRegions } from '../../time/find-zones.ts';
import { fixedOffset } from '../../time/fixed-zone.ts';
import { zoneCity } from '../../time/local.ts';
import { type Call, type Choice, CommandQuestion, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { badZone, quotedTyped } from './refuse.ts';
import { callText } from './words.ts';

/**
 * The zone named by a city, a country, an abbreviation or an id; `null` when none was. Asks back where it may be one of
 * several, for the option or field `option`; refuses words by which no zone is known.
 */
export async function readZone(typed: string | null, option = 'zone', inPlace = false): Promise<FoundZone | null> {
  if (typed === null) return null;
  const read = await findZones(typed.slice(0, 100));
  if (read.kind === 'one') return read.value;
  if (read.kind === 'none') throw new CommandRefusal(badZone(typed));
  const key = read.kind === 'several' ? 'whichZone' : read.values.length === 1 ? 'likeZone' : 'likeZones';
  const question = callText(key, { zone: quotedTyped(typed) });
  throw new CommandQuestion(question, option, read.values.map(choiceOf), inPlace);
}

/** Zones to offer unasked: those of the server's language, then of the caller's, then those with the most dates of the list. */
export function zonesFor(
  { locale, serverLocale = UNCHOSEN_LOCALE }: Pick<Call, 'locale' | 'serverLocale'>,
  context: Pick<CommandContext, 'list'>,
  limit: number,
): Promise<FoundZone[]> {
  const locales = serverLocale === UNCHOSEN_LOCALE ? [locale] : [serverLocale, locale];
  const dates = Map.groupBy(context.list().events, ({ zone }) => zone);
  const near = [...dates.keys()].sort((a, b) => (dates.get(b)?.length ?? 0) - (dates.get(a)?.length ?? 0));
  return zonesOfRegions(locales.map(regionOf), near, limit);
}

/**
 * Zones to offer while one is typed: with nothing typed the likely ones, and those that a city, a country, an abbreviation
 * or an offset means or nearly means. Never refuses.
 */
export async function completeZone(
  typed: string,
  call: Pick<Call, 'locale' | 'serverLocale'>,
  context: Pick<CommandContext, 'list'>,
): Promise<Choice[]> {
  if (typed.trim() === '') return (await zonesFor(call, context, CHOICES_MAX)).map(choiceOf);
  const read = await findZones(typed.slice(0, 100));
  if (read.kind === 'none') return [];
  return (read.kind === 'one' ? [read.value] : read.values).slice(0, CHOICES_MAX).map(choiceOf);
}

/** A zone as a choice, under the name by which it was found: "Mumbai (Asia/Kolkata)". */
export function choiceOf(found: FoundZone): Choice {
  return { name: zoneLabel(found), value: found.zone };
}

/** The zone as it was understood: "Mumbai (Asia/Kolkata)", "PST all year (UTC−8)"; a zone without a place by its name alone. */
export function zoneLabel({ zone, place, allYear }: FoundZone): string {
  const id = fixedOffset(zone) === null ? zone : zoneCity(zone);
  if (allYear) return callText('zoneAllYear', { place, zone: id });
  return place === id ? place : callText('zoneChoice', { place, zone: id });
}
