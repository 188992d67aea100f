import { type Lead, leadName } from '../../model/lead.ts';
import type { LeadDefaults } from '../../model/subscription.ts';
import { setupText } from './words.ts';

/** Leads as a list of times before a date, for one line; the defaults say that they are, and what deadlines have besides. */
export function shortLeads(leads: readonly Lead[] | null, defaults: LeadDefaults): string {
  if (leads !== null) return listed(leads);
  const { events, deadlines } = defaults;
  const more = deadlines.filter((lead) => !events.some((other) => leadName(other) === leadName(lead)));
  const words = { events: listed(events), more: listed(more), deadlines: listed(deadlines) };
  if (more.length === 0 && events.length === deadlines.length) return setupText('leadsDefault', words);
  return setupText(more.length + events.length === deadlines.length ? 'leadsDefaultMore' : 'leadsDefaultOther', words);
}

function listed(leads: readonly Lead[]): string {
  return leads.length === 0 ? setupText('leadsNone') : leads.map(shortLead).join(', ');
}

function shortLead({ unit, count }: Lead): string {
  if (unit === 'days') return count === 0 ? setupText('sameDay') : setupText('days', { count });
  if (count === 0) return setupText('atStart');
  return count % 60 === 0 ? setupText('hours', { count: count / 60 }) : setupText('minutes', { count });
}
