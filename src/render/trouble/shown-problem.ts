import { type Problem, problemLine } from '../../model/problem.ts';
import { escapeText } from '../text/escape-text.ts';

/** Longest line of one problem in a card. */
const MOST = 250;

/**
 * One problem of the list on one line, for a card, escaped. A file by its name alone: where it lies on the host is
 * nobody's business in a channel.
 */
export function shownProblem(problem: Problem): string {
  return escapeText(problemLine({ ...problem, file: problem.file?.split(/[\\/]/).at(-1) ?? null }), MOST);
}
