import { type Problem, problemLine } from '../../model/problem.ts';

/** The program cannot start. The message is for the person at the terminal: what is wrong and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** One sentence on what cannot be used, and below it everything that is wrong with it, a line each. */
export function startErrorOf(sentence: string, problems: readonly Problem[]): StartError {
  return new StartError([sentence, ...problems.map((problem) => `  ${problemLine(problem)}`)].join('\n'));
}
