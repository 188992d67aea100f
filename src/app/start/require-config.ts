import type { Config } from '../../config/config.ts';
import type { Rim } from './io.ts';
import { startErrorOf } from './start-error.ts';

/** The settings, or a `StartError` that lists everything that is wrong with them. Notes go to standard error. */
export async function requireConfig(rim: Rim, needs: 'token' | 'no token' = 'no token'): Promise<Config> {
  const read = await rim.config(needs);
  if ('problems' in read) throw startErrorOf('The settings cannot be used.', read.problems);
  for (const note of read.notes) rim.err(`Note: ${note}\n`);
  return read.config;
}
