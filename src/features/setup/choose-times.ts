import type { GuildSettings } from '../../model/subscription.ts';
import { isLocalTime } from '../../time/local.ts';
import { zonesMeantBy } from '../../time/meant-zones.ts';
import { canonicalZone } from '../../time/zones.ts';
import { parseLeads } from '../call/read-times.ts';
import { badLeads, badTime, badZone, tooManyLeads } from '../call/refuse.ts';
import type { Changed } from './change-draft.ts';
import type { Draft } from './read-draft.ts';
import { DEFAULT } from './setup-options.ts';
import { setupText } from './words.ts';

/** The draft with other leads: a choice of the select, or what was typed. Nothing means the defaults. */
export function chooseLeads(draft: Draft, typed: string): Changed {
  if (isDefault(typed)) return { draft: { ...draft, leads: null }, note: null };
  const read = parseLeads(typed);
  if (read.ok) return { draft: { ...draft, leads: read.leads }, note: null };
  if (read.why === 'none') return { draft: { ...draft, leads: null }, note: null };
  return { draft, note: read.why === 'bad' ? badLeads(read.bad) : tooManyLeads(read.count) };
}

/**
 * The draft with another zone for the server; nothing means the default. For one that does not exist, such as an
 * abbreviation, those that may have been meant are put on top of the select.
 */
export function chooseZone(draft: Draft, typed: string, own: GuildSettings | null): Changed {
  const { zone: _, ...rest } = draft;
  const clean = { ...rest, offered: [] };
  const wanted = isDefault(typed) ? null : canonicalZone(typed);
  // What the server has already is no wish: somebody else may change it before this is finished.
  if (wanted !== null || isDefault(typed)) {
    return { draft: wanted === (own?.zone ?? null) ? clean : { ...clean, zone: wanted }, note: null };
  }
  const word = typed.trim().slice(0, 100);
  const offered = zonesMeantBy(word);
  const note = badZone(word, offered);
  return { draft: { ...draft, offered }, note: offered.length === 0 ? note : `${note} ${setupText('zoneOffered')}` };
}

/** The draft with another posting time for the server; `7:45` is taken for `07:45`, nothing for the default. */
export function chooseTime(draft: Draft, typed: string, own: GuildSettings | null): Changed {
  const { postingTime: _, ...rest } = draft;
  const word = typed.trim();
  const time = /^\d:\d\d$/.test(word) ? `0${word}` : word;
  if (!isDefault(typed) && !isLocalTime(time)) return { draft, note: badTime(word) };
  const wanted = isDefault(typed) ? null : time;
  return { draft: wanted === (own?.postingTime ?? null) ? rest : { ...rest, postingTime: wanted }, note: null };
}

function isDefault(typed: string): boolean {
  return typed === DEFAULT || typed.trim() === '';
}
