/** How long before an anchor to remind. Weeks are days; 60 minutes are an hour; `at` is 0 minutes, exact. */
export type Lead =
  | { readonly unit: 'days'; readonly count: number }
  | { readonly unit: 'minutes'; readonly count: number };

/** Longest lead accepted: a year. */
export const MAX_LEAD_DAYS = 366;
/** Most leads one subscription may have. */
export const MAX_LEADS = 10;

const LEAD = /^(?:(\d{1,5})(w|d|h|m)|at)$/;

/** Reads one lead such as `7d`, `2w`, `0d`, `1h`, `15m`, `at`; `null` for any other text and for more than a year. */
export function parseLead(text: string): Lead | null {
  const match = LEAD.exec(text.trim().toLowerCase());
  if (!match) return null;
  const count = Number(match[1] ?? 0);
  const lead: Lead =
    match[2] === 'w'
      ? { unit: 'days', count: count * 7 }
      : match[2] === 'd'
        ? { unit: 'days', count }
        : { unit: 'minutes', count: match[2] === 'h' ? count * 60 : count };
  return leadMinutes(lead) > MAX_LEAD_DAYS * 1440 ? null : lead;
}

/** The one spelling of a lead, equal for equal leads: `14d`, `1h`, `90m`, `at`. Used in keys. */
export function leadName(lead: Lead): string {
  if (lead.unit === 'days') return `${lead.count}d`;
  if (lead.count === 0) return 'at';
  return lead.count % 60 === 0 ? `${lead.count / 60}h` : `${lead.count}m`;
}

/** A lead's nominal length, for ordering and grace. `1d` and `24h` are equally long and yet different leads. */
export function leadMinutes(lead: Lead): number {
  return lead.unit === 'days' ? lead.count * 1440 : lead.count;
}

/** Sorts leads, longest first, a day before the same length in hours; each once. */
export function sortLeads(leads: readonly Lead[]): Lead[] {
  const byName = new Map(leads.map((lead) => [leadName(lead), lead]));
  return [...byName.values()].sort(
    (a, b) => leadMinutes(b) - leadMinutes(a) || (a.unit === b.unit ? 0 : a.unit === 'days' ? -1 : 1),
  );
}

/** The leads read from a line, or why it cannot be used. */
type ParsedLeads =
  | { readonly ok: true; readonly leads: readonly Lead[] }
  | { readonly ok: false; readonly why: 'bad'; readonly bad: readonly string[] }
  | { readonly ok: false; readonly why: 'none' }
  | { readonly ok: false; readonly why: 'too many'; readonly count: number };

/** Reads `7d 1d 1h`: leads between spaces, commas or semicolons; repeated ones count once. */
export function parseLeads(text: string): ParsedLeads {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0) return { ok: false, why: 'none' };
  const read = words.map((word) => ({ word, lead: parseLead(word) }));
  const bad = read.filter(({ lead }) => lead === null).map(({ word }) => word);
  if (bad.length > 0) return { ok: false, why: 'bad', bad };
  const leads = sortLeads(read.flatMap(({ lead }) => lead ?? []));
  return leads.length > MAX_LEADS ? { ok: false, why: 'too many', count: leads.length } : { ok: true, leads };
}
