import { nearestWords } from '../../list/index/find-events.ts';
import { foldText } from '../../model/fold-text.ts';
import { SETTING } from '../call/read-filter.ts';
import { unknownWord } from '../call/refuse.ts';
import { callText } from '../call/words.ts';

/** Topics or kinds as chosen; `note` says in plain words why something was not taken, and the old ones stay. */
export type ChosenWords = { readonly words: readonly string[] | null; readonly note: string | null };

/** Words ticked in a select: those that the list has, or that were chosen before. None ticked means all events. */
export function tickedWords(
  values: readonly string[],
  known: readonly string[],
  before: readonly string[] | null,
): ChosenWords {
  const words = values.filter((word) => known.includes(word) || before?.includes(word));
  return { words: orAll(words.slice(0, SETTING.most)), note: null };
}

/** Words typed with commas between them, whatever their case; nothing typed means all events. */
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
