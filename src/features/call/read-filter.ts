import { nearestWords } from '../../list/index/find-events.ts';
import type { ListIndex } from '../../list/index/index-list.ts';
import { foldText } from '../../model/fold-text.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { type Choice, type CommandCall, CommandRefusal, type OptionShape } from './command.ts';
import { textOption } from './read-options.ts';
import { unknownWord, type WordKind } from './refuse.ts';
import { callText } from './words.ts';

/** Most topics or kinds one subscription may name. */
const MAX_WORDS = 10;

/** The options `topic` and `kind`, as every command that has them offers them. */
export const TOPIC_OPTION = {
  name: 'topic',
  description: callText('optionTopic'),
  type: 'string',
  maxLength: 100,
  autocomplete: true,
} as const satisfies OptionShape;
export const KIND_OPTION = { ...TOPIC_OPTION, name: 'kind', description: callText('optionKind') } as const;

/** How many words one option may hold, and whether a refusal is to say that nothing was changed. */
export type FilterRules = { readonly most: number; readonly setting: boolean };
const ASKING: FilterRules = { most: MAX_WORDS, setting: false };
export const SETTING: FilterRules = { most: MAX_WORDS, setting: true };

/** The filter that `topic` and `kind` ask for. Refuses words that no event has; several stand between commas. */
export function readFilter(call: CommandCall, index: ListIndex, rules = ASKING): EventFilter {
  return {
    topics: readWords('topic', textOption(call, 'topic'), index.topics, rules),
    kinds: readWords('kind', textOption(call, 'kind'), index.kinds, rules),
  };
}

/** Several words between commas, each one that is known, in the order of the alphabet; `null` where nothing was named. */
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

/** Topics or kinds to offer for what was typed; where several are allowed, what stands before the last comma is kept. */
export function completeWord(focused: { name: string; typed: string }, index: ListIndex): Choice[] {
  return completeAmong(focused.name === 'kind' ? index.kinds : index.topics, focused);
}

/** The same among any words. */
export function completeAmong(known: readonly string[], focused: { typed: string }): Choice[] {
  const cut = focused.typed.lastIndexOf(',') + 1;
  const before = focused.typed.slice(0, cut).trim();
  const wanted = foldText(focused.typed.slice(cut));
  return known
    .filter((word) => foldText(word).includes(wanted))
    .map((word) => (before === '' ? word : `${before} ${word}`))
    .filter((word) => word.length <= 100)
    .slice(0, 25)
    .map((word) => ({ name: word, value: word }));
}
