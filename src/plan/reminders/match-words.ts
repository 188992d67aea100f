import type { ListEvent } from '../../model/event.ts';
import { foldText } from '../../model/fold-text.ts';
import type { EventFilter } from '../../model/subscription.ts';

type Words = NonNullable<EventFilter['words']>;

/** Scripts that set no space between words: there a word is found anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Whether title, phrase or id of an event hold any word of `allow` (none: all events do) and none of `block`, whatever
 * their case and accents. A word fits where a word of the text begins with it: `tariff` finds "tariffs", `art` does not
 * find "start". Several words in one are found side by side.
 */
export function matchesWords({ allow, block }: Words, event: ListEvent): boolean {
  const text = textOf(event);
  const holds = (word: string) => text.includes(UNSPACED.test(word) ? word : ` ${word}`);
  const allowed = foldWords(allow);
  return (allowed.length === 0 || allowed.some(holds)) && !foldWords(block).some(holds);
}

function textOf(event: ListEvent): string {
  // Two spaces keep words of the title and of the phrase from standing side by side.
  return [event.title, event.phrase, event.id].map((part) => ` ${foldText(part)}`).join(' ');
}

/** Words of nothing but signs fold to nothing, and would fit everything: they are left out. */
function foldWords(words: readonly string[]): readonly string[] {
  return words.map(foldText).filter((word) => word !== '');
}
