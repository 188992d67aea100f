import { didYouMean, nearestWord } from '../../model/nearest-word.ts';

/** The refusal of a word that is no command; `null` where it is one, or an option. */
export function refuseCommand(word: string, known: readonly string[]): string | null {
  if (word === '' || word === 'help' || word.startsWith('-') || known.includes(word)) return null;
  const near = didYouMean(nearestWord(word, known));
  return `error: there is no command \`${word}\`${near === '' ? '.' : near} Commands: ${known.join(', ')}.`;
}
