import type { LocalTime, Zone } from '../../model/date.ts';
import type { Lead } from '../../model/lead.ts';
import { parseLeads } from '../call/read-times.ts';
import { leadText } from './setup-options.ts';

/** Options of one select: https://docs.discord.com/developers/components/reference#string-select */
const OPTIONS = 25;

/** Leads that many want, from early to late; others are typed. */
const LEAD_PRESETS = ['30d 7d 1d 0d', '14d 7d 1d 0d', '7d 1d 0d 1h', '7d 1d', '1d 0d', '1d 1h', '0d', '1h 15m at'];

/** One zone for most of the people on each meridian; others are typed. */
const ZONES: readonly Zone[] = [
  'UTC',
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Seoul',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
];

const TIMES: readonly LocalTime[] = ['06:00', '07:00', '08:00', '09:00', '10:00', '12:00', '15:00', '18:00', '20:00'];

/** The leads to choose from, with those chosen now first where they are none of the presets. */
export function offeredLeads(chosen: readonly Lead[] | null): readonly (readonly Lead[])[] {
  const presets = LEAD_PRESETS.flatMap((preset) => {
    const read = parseLeads(preset);
    return read.ok ? [read.leads] : [];
  });
  if (chosen === null || presets.some((preset) => leadText(preset) === leadText(chosen))) return presets;
  return [chosen, ...presets];
}

/** The zones to choose from: those offered for what was typed, the chosen one, then the common ones. */
export function offeredZones(offered: readonly Zone[], chosen: Zone | null): readonly Zone[] {
  return [...new Set([...offered, ...(chosen === null ? [] : [chosen]), ...ZONES])];
}

/** The times to choose from, in the order of the day. */
export function offeredTimes(chosen: LocalTime | null): readonly LocalTime[] {
  return [...new Set([...TIMES, ...(chosen === null ? [] : [chosen])])].sort();
}

/** The words to choose from: those chosen, then those that most events have; `rest` says that others must be typed. */
export function offeredWords(
  uses: readonly string[],
  chosen: readonly string[] | null,
): { readonly words: readonly string[]; readonly rest: boolean } {
  const counts = new Map<string, number>();
  for (const word of uses) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byUse = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word);
  const words = [...new Set([...(chosen ?? []), ...byUse])].filter(fitsOption);
  if (words.length <= OPTIONS) return { words: words.sort(), rest: false };
  return { words: words.slice(0, OPTIONS - 1).sort(), rest: true };
}

/** Values of options have at most 100 characters and say something. */
function fitsOption(word: string): boolean {
  return word.length <= 100 && word.trim() !== '';
}
