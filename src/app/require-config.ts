import type { Config } from '../config/config.ts';
import { problemLine } from '../model/problem.ts';
import type { Rim } from './rim.ts';
import { StartError } from './start-error.ts';

/** The settings, or a `StartError` that lists everything that is wrong with them. Notes go to standard error. */
export async function requireConfig(rim: Rim, needs: 'token' | 'no token' = 'no token'): Promise<Config> {
  const read = await rim.config(needs);
  if ('problems' in read) {
    const lines = read.problems.map((problem) => `  ${problemLine(problem)}`);
    throw new StartError(`The settings cannot be used.\n${lines.join('\n')}`);
  }
  for (const note of read.notes) rim.err(`Note: ${note}\n`);
  return read.config;
}
