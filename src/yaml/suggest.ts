import { didYouMean, nearestWord } from '../model/nearest-word.ts';
import { shortly } from './problem-text.ts';

/** The tail of a message about a word that is not known: the nearest known one, shortened as everything from a list. */
export function suggest(word: string, candidates: Iterable<string>): string {
  const near = nearestWord(word, candidates);
  return didYouMean(near === null ? null : (shortly(near) ?? near));
}
