import { plainText } from '../../render/text/escape-text.ts';
import { type CommandCall, CommandRefusal } from './command.ts';
import { textOption } from './read-options.ts';
import { callText } from './words.ts';

/** One of an option's choices; `null` when it was left out. Discord sends no others, a caller of ours could. */
export function readChoice<Word extends string>(
  call: CommandCall,
  option: string,
  words: readonly Word[],
): Word | null {
  const typed = textOption(call, option);
  const found = words.find((word) => word === typed) ?? null;
  if (typed === null || found !== null) return found;
  throw new CommandRefusal(callText('unknownChoice', { typed: plainText(typed, 60) || '…', option }));
}
