import type { Lead } from '../../model/lead.ts';
import { CommandRefusal } from './command.ts';
import { parseLeads } from './parse-leads.ts';
import { badLeads, tooManyLeads } from './refuse.ts';
import { callText } from './words.ts';

/** The leads that were typed. Refuses what is none, nothing at all, and too many. */
export function readLeads(typed: string): readonly Lead[] {
  const read = parseLeads(typed);
  if (read.ok) return read.leads;
  if (read.why === 'bad') throw new CommandRefusal(badLeads(read.bad));
  throw new CommandRefusal(read.why === 'none' ? callText('noLeads') : tooManyLeads(read.count));
}
