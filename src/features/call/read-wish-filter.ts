import type { ListIndex } from '../../list/index/index-list.ts';
import { LIVING_CERTAINTIES } from '../../model/event.ts';
import { foldText } from '../../model/fold-text.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { type Choice, type CommandCall, CommandRefusal, type OptionShape } from './command.ts';
import { completeAmong, completeWord, readFilter, readWords, SETTING, TOPIC_OPTION } from './read-filter.ts';
import { textOption } from './read-options.ts';
import { callText } from './words.ts';

/** Most words to look for, or to leave out, and the longest of them. */
const MAX_WORDS = 10;
const MAX_WORD_LENGTH = 50;

/** What narrows a subscription beside `topic` and `kind`. */
export const WISH_OPTIONS = [
  { ...TOPIC_OPTION, name: 'region', description: callText('optionRegion') },
  { ...TOPIC_OPTION, name: 'certainty', description: callText('optionCertainty') },
  { name: 'words', description: callText('optionWords'), type: 'string', maxLength: 500 },
  { name: 'block', description: callText('optionBlock'), type: 'string', maxLength: 500 },
] as const satisfies readonly OptionShape[];

/** The filter that `/subscribe` asks for. Refuses what no event has. */
export function readWishFilter(call: CommandCall, index: ListIndex): EventFilter {
  const regions = readWords('region', textOption(call, 'region'), index.regions, SETTING);
  const named = readWords('certainty', textOption(call, 'certainty'), LIVING_CERTAINTIES, SETTING);
  const words = { allow: readSearch(call, 'words'), block: readSearch(call, 'block') };
  return {
    ...readFilter(call, index, SETTING),
    ...(regions === null ? {} : { regions }),
    ...(named === null ? {} : { certainties: LIVING_CERTAINTIES.filter((certainty) => named.includes(certainty)) }),
    ...(words.allow.length + words.block.length === 0 ? {} : { words }),
  };
}

/** Words to search for, as they were typed; doubles by another spelling count once. */
function readSearch(call: CommandCall, option: 'words' | 'block'): readonly string[] {
  const typed = (textOption(call, option) ?? '')
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

/** What to offer while a part of the filter is typed. */
export function completeWish(focused: { name: string; typed: string }, index: ListIndex): Choice[] {
  if (focused.name === 'region') return completeAmong(index.regions, focused);
  if (focused.name === 'certainty') return completeAmong(LIVING_CERTAINTIES, focused);
  return completeWord(focused, index);
}
