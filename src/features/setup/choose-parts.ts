import { nearestWords } from '../../list/index/find-events.ts';
import { foldText } from '../../model/nearest-word.ts';
import type { GuildSettings } from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { takesPosts } from '../call/check-channel.ts';
import type { CalledChannel, CalledRole } from '../call/command.ts';
import { SETTING } from '../call/read-filter.ts';
import { readLeads, readTime } from '../call/read-times.ts';
import { readZone } from '../call/read-zone.ts';
import { unknownWord } from '../call/refuse.ts';
import type { Draft } from '../call/setup-drafts.ts';
import { callText } from '../call/words.ts';
import { type Changed, moveDraft } from './change-draft.ts';
import { keptRole, placeFrom } from './check-place.ts';
import { DEFAULT } from './setup-options.ts';
import { setupText } from './words.ts';

/**
 * Returns the draft with another channel. A channel that the person cannot see, that takes no reminders, or that did
 * not arrive with the press (it is of another server) is not taken, and the note says so.
 */
export function choosePlace(draft: Draft, chosen: CalledChannel | undefined, row: SubscriptionRow | null): Changed {
  if (chosen === undefined) return { draft, note: setupText('notHere') };
  if (chosen.callerMay !== null && !chosen.callerMay.has('ViewChannel')) return { draft, note: setupText('notSeen') };
  const channel = channelMention(chosen.id);
  if (!takesPosts(chosen)) {
    const kind = callText(chosen.kind === 'forum' ? 'kindForum' : 'kindOther');
    return { draft, note: setupText('noForum', { channel, kind }) };
  }
  const brings = row !== null && draft.place?.id !== chosen.id;
  const note = brings ? setupText('hasSubscription', { channel }) : null;
  return { draft: moveDraft(draft, placeFrom(chosen), row), note };
}

/**
 * Returns the draft with another role, or with none where nothing was chosen. `asked` is the number of values in the
 * press.
 */
export function chooseRole(draft: Draft, chosen: CalledRole | undefined, asked: number): Changed {
  if (asked === 0) return { draft: { ...draft, role: null }, note: null };
  if (chosen === undefined) return { draft, note: setupText('roleNotHere') };
  if (chosen.everyone) return { draft, note: setupText('everyone') };
  return { draft: { ...draft, role: keptRole(chosen) }, note: null };
}

/** Returns the draft with other leads: chosen in the select, or typed. An empty text means the defaults. */
export function chooseLeads(draft: Draft, typed: string): Changed {
  return { draft: { ...draft, leads: isDefault(typed) ? null : readLeads(typed, 'typed', true) }, note: null };
}

/** Returns the draft with another zone for the server; an empty text means the default. */
export async function chooseZone(draft: Draft, typed: string, own: GuildSettings | null): Promise<Changed> {
  const { zone: _, ...rest } = draft;
  const wanted = isDefault(typed) ? null : ((await readZone(typed, 'typed', true))?.zone ?? null);
  // The server's present setting is no choice: somebody else may change it before this is finished.
  return { draft: wanted === (own?.zone ?? null) ? rest : { ...rest, zone: wanted }, note: null };
}

/** Returns the draft with another posting time for the server, an empty text for the default. */
export function chooseTime(draft: Draft, typed: string, own: GuildSettings | null): Changed {
  const { postingTime: _, ...rest } = draft;
  const wanted = isDefault(typed) ? null : readTime(typed);
  return { draft: wanted === (own?.postingTime ?? null) ? rest : { ...rest, postingTime: wanted }, note: null };
}

function isDefault(typed: string): boolean {
  return typed === DEFAULT || typed.trim() === '';
}

/** Topics or kinds as chosen; `note` says in plain words why a word was not taken, and the old ones stay. */
type ChosenWords = { readonly words: readonly string[] | null; readonly note: string | null };

/** Words ticked in a select: those that the list has, or that were chosen before. None ticked means all events. */
export function tickedWords(
  values: readonly string[],
  known: readonly string[],
  before: readonly string[] | null,
): ChosenWords {
  const words = values.filter((word) => known.includes(word) || before?.includes(word));
  return { words: orAll(words.slice(0, SETTING.most)), note: null };
}

/** Words typed with commas between them, in any case; an empty text means all events. */
export function typedWords(
  what: 'topic' | 'kind',
  typed: string,
  known: readonly string[],
  before: readonly string[] | null,
): ChosenWords {
  const byFold = new Map([...known, ...(before ?? [])].map((word) => [foldText(word), word]));
  const parts = typed.split(/[,;\n]+/).filter((part) => part.trim() !== '');
  if (parts.length > SETTING.most) {
    return { words: before, note: callText('tooManyWords', { count: parts.length, max: SETTING.most }) };
  }
  const found = parts.map((part) => ({ part, word: byFold.get(foldText(part)) }));
  const unknown = found.find(({ word }) => word === undefined);
  if (unknown !== undefined) {
    const { part } = unknown;
    return { words: before, note: unknownWord(what, part.trim(), nearestWords(known, part, 3), known) };
  }
  return { words: orAll(found.flatMap(({ word }) => word ?? [])), note: null };
}

function orAll(words: readonly string[]): readonly string[] | null {
  return words.length === 0 ? null : [...new Set(words)].sort();
}
