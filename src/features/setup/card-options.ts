import { SELECT_OPTIONS_MAX } from '../../model/discord-limits.ts';
import { type Lead, leadName, parseLeads } from '../../model/lead.ts';
import type { Control } from '../../model/message.ts';
import type { LeadDefaults } from '../../model/subscription.ts';
import { leadsWords } from '../../render/card/describe-subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { setupText } from './words.ts';

/** The values of "Other…", which opens a form, and of "the default". No topic and no lead has a star. */
export const OTHER = '*other';
export const DEFAULT = '*default';
/** The value of no reminders at all. */
export const NONE = '*none';
/** The value of no message at all, for a channel that is to have a board or a digest alone. */
export const SILENT = '*silent';

/** One entry of a select. */
export type Option = Extract<Control, { type: 'select' }>['options'][number];

/** Leads that many choose, from early to late; others are typed. */
const LEAD_PRESETS = ['30d 7d 1d 0d', '14d 7d 1d 0d', '7d 1d 0d 1h', '7d 1d', '1d 0d', '1d 1h', '0d', '1h 15m at'];

/** Leads as one value of a select: `7d 1d`. */
export function leadText(leads: readonly Lead[]): string {
  return leads.map(leadName).join(' ');
}

/** The defaults, leads to choose from, those chosen now where they are others, none, and "Other…"; none chosen yet: left out. */
export function leadOptions(
  chosen: readonly Lead[] | null | undefined,
  defaults: LeadDefaults,
  silent = false,
): Option[] {
  const now = chosen == null ? chosen : leadText(chosen);
  const presets = LEAD_PRESETS.flatMap((preset) => {
    const read = parseLeads(preset);
    return read.ok ? [read.leads] : [];
  });
  const isOwn = chosen != null && chosen.length > 0 && !presets.some((preset) => leadText(preset) === now);
  return [
    option(DEFAULT, leadsWords(null, defaults), now === null),
    ...[...(isOwn ? [chosen] : []), ...presets].map((leads) =>
      option(leadText(leads), leadsWords(leads, defaults), leadText(leads) === now),
    ),
    option(NONE, setupText('noReminders'), now === '' && !silent),
    option(SILENT, setupText('noMessages'), silent),
    option(OTHER, setupText('otherLeads'), false),
  ];
}

/** Topics or kinds: those chosen, then those of the most events, in the order of the alphabet. */
export function wordOptions(uses: readonly string[], chosen: readonly string[] | null): Option[] {
  const counts = new Map<string, number>();
  for (const word of uses) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byUse = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word);
  const words = [...new Set([...(chosen ?? []), ...byUse])].filter((word) => word.length <= 100 && word.trim() !== '');
  return words
    .slice(0, SELECT_OPTIONS_MAX)
    .sort()
    .map((word) => option(word, plainText(word, 100), chosen?.includes(word) ?? false));
}

/** An entry of a select. */
export function option(value: string, label: string, chosen: boolean): Option {
  return { value, label: label.slice(0, 100), description: null, chosen };
}
