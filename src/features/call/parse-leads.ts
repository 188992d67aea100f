import { type Lead, MAX_LEADS, parseLead, sortLeads } from '../../model/lead.ts';

/** What was read from a line of leads, or why it cannot be used. */
export type ParsedLeads =
  | { readonly ok: true; readonly leads: readonly Lead[] }
  | { readonly ok: false; readonly why: 'bad'; readonly bad: readonly string[] }
  | { readonly ok: false; readonly why: 'none' }
  | { readonly ok: false; readonly why: 'too many'; readonly count: number };

/** Reads `7d 1d 1h`: leads between spaces, commas or semicolons; doubles count once. */
export function parseLeads(text: string): ParsedLeads {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0) return { ok: false, why: 'none' };
  const read = words.map((word) => ({ word, lead: parseLead(word) }));
  const bad = read.filter(({ lead }) => lead === null).map(({ word }) => word);
  if (bad.length > 0) return { ok: false, why: 'bad', bad };
  const leads = sortLeads(read.flatMap(({ lead }) => lead ?? []));
  return leads.length > MAX_LEADS ? { ok: false, why: 'too many', count: leads.length } : { ok: true, leads };
}
