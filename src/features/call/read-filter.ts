import { nearestWords } from '../../list/index/find-events.ts';
import type { ListIndex } from '../../list/index/index-list.ts';
import { CHOICES_MAX } from '../../model/discord-limits.ts';
import { LIVING_CERTAINTIES } from '../../model/event.ts';
import { foldText } from '../../model/nearest-word.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { type Choice, CommandRefusal, type OptionShape, type OptionsOf } from './command.ts';
import { unknownWord, type WordKind } from './refuse.ts';
import { callText } from './words.ts';

/** Most topics, kinds or words to look for that one option may name. */
const MAX_WORDS = 10;

/** The longest word to look for, or to leave out. */
const MAX_WORD_LENGTH = 50;

/** The options `topic` and `kind`, as every command that has them offers them. */
export const TOPIC_OPTION = {
  name: 'topic',
  description: callText('optionTopic'),
  type: 'string',
  maxLength: 100,
  autocomplete: true,
} as const satisfies OptionShape;
export const KIND_OPTION = { ...TOPIC_OPTION, name: 'kind', description: callText('optionKind') } as const;

/** The number of words one option may hold, and whether a refusal says that nothing was changed. */
export type FilterRules = { readonly most: number; readonly setting: boolean };
const ASKING: FilterRules = { most: MAX_WORDS, setting: false };
export const SETTING: FilterRules = { most: MAX_WORDS, setting: true };

/**
 * The filter that `topic` and `kind` ask for; several words are separated by commas. Refuses words that no event has.
 */
export function readFilter(
  { topic, kind = null }: { readonly topic: string | null; readonly kind?: string | null },
  index: ListIndex,
  rules = ASKING,
): EventFilter {
  return {
    topics: readWords('topic', topic, index.topics, rules),
    kinds: readWords('kind', kind, index.kinds, rules),
  };
}

/**
 * Reads words separated by commas, each of them a known one, and sorts them alphabetically; `null` where none was
 * named.
 */
export function readWords(
  what: WordKind,
  typed: string | null,
  known: readonly string[],
  { most, setting }: FilterRules,
): readonly string[] | null {
  if (typed === null) return null;
  const byFold = new Map(known.map((word) => [foldText(word), word]));
  const words = typed.split(/[,;]+/).filter((word) => word.trim() !== '');
  if (words.length > most) {
    throw refusal(callText('tooManyWords', { count: words.length, max: most }), setting);
  }
  const found = words.map((word) => {
    const match = byFold.get(foldText(word));
    if (match === undefined) {
      throw refusal(unknownWord(what, word.trim(), nearestWords(known, word, 3), known), setting);
    }
    return match;
  });
  return found.length === 0 ? null : [...new Set(found)].sort();
}

function refusal(why: string, setting: boolean): CommandRefusal {
  return new CommandRefusal(setting ? callText('refused', { why }) : why);
}

/** The options that narrow a subscription besides `topic` and `kind`. */
export const FILTER_OPTIONS = [
  { ...TOPIC_OPTION, name: 'region', description: callText('optionRegion') },
  { ...TOPIC_OPTION, name: 'certainty', description: callText('optionCertainty') },
  { name: 'words', description: callText('optionWords'), type: 'string', maxLength: 500 },
  { name: 'block', description: callText('optionBlock'), type: 'string', maxLength: 500 },
] as const satisfies readonly OptionShape[];

type FilterOptions = Parameters<typeof readFilter>[0] & OptionsOf<{ readonly options: typeof FILTER_OPTIONS }>;

/** The filter that `/datewatch subscribe` asks for. Refuses words that no event has. */
export function readSubscriptionFilter(options: FilterOptions, index: ListIndex): EventFilter {
  const regions = readWords('region', options.region, index.regions, SETTING);
  const named = readWords('certainty', options.certainty, LIVING_CERTAINTIES, SETTING);
  const words = { allow: readSearch('words', options.words), block: readSearch('block', options.block) };
  return {
    ...readFilter(options, index, SETTING),
    ...(regions === null ? {} : { regions }),
    ...(named === null ? {} : { certainties: LIVING_CERTAINTIES.filter((certainty) => named.includes(certainty)) }),
    ...(words.allow.length + words.block.length === 0 ? {} : { words }),
  };
}

/** Words to search for, as they were typed; spellings that search alike count once. */
function readSearch(option: 'words' | 'block', given: string | null): readonly string[] {
  const typed = (given ?? '')
    .split(/[,;\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const byFold = new Map<string, string>();
  for (const word of typed) {
    const shown = plainText(word, MAX_WORD_LENGTH) || '…';
    if (word.length > MAX_WORD_LENGTH) {
      throw new CommandRefusal(callText('longWord', { word: shown, option, max: MAX_WORD_LENGTH }));
    }
    const folded = foldText(word);
    if (folded === '') throw new CommandRefusal(callText('badWord', { word: shown, option }));
    if (!byFold.has(folded)) byFold.set(folded, word);
  }
  if (byFold.size > MAX_WORDS) {
    throw new CommandRefusal(callText('choiceTooManyWords', { count: byFold.size, option, max: MAX_WORDS }));
  }
  return [...byFold.values()];
}

/** Returns the choices to offer while an option of the filter is being typed. */
export function completeFilter(focused: { name: string; typed: string }, index: ListIndex): Choice[] {
  if (focused.name === 'region') return completeAmong(index.regions, focused);
  if (focused.name === 'certainty') return completeAmong(LIVING_CERTAINTIES, focused);
  return completeWord(focused, index);
}

/** Topics or kinds to offer for the typed text; where several are allowed, the text before the last comma is kept. */
export function completeWord(focused: { name: string; typed: string }, index: ListIndex): Choice[] {
  return completeAmong(focused.name === 'kind' ? index.kinds : index.topics, focused);
}

/** The same for any list of words. */
export function completeAmong(known: readonly string[], focused: { typed: string }): Choice[] {
  const cut = focused.typed.lastIndexOf(',') + 1;
  const before = focused.typed.slice(0, cut).trim();
  const wanted = foldText(focused.typed.slice(cut));
  return known
    .filter((word) => foldText(word).includes(wanted))
    .map((word) => (before === '' ? word : `${before} ${word}`))
    .filter((word) => word.length <= 100)
    .slice(0, CHOICES_MAX)
    .map((word) => ({ name: word, value: word }));
}
