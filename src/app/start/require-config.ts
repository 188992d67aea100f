import type { Config } from '../../config/config.ts';
import type { readConfig } from '../../config/read-config.ts';
import { startErrorOf } from './start-error.ts';

/** The parts of its process that a command of the command line may use. */
export type Io = {
  /** Standard output: results only. */
  out(text: string): void;
  /** Standard error: errors and notes. */
  err(text: string): void;
  /** Resolves with the signal's name when the process is asked to stop. */
  readonly stopSignal: Promise<string>;
  config(needs: 'token' | 'no token'): ReturnType<typeof readConfig>;
};

/**
 * Reads the settings, or throws a `StartError` that lists everything that is wrong with them. Notes go to standard
 * error.
 */
export async function requireConfig(io: Io, needs: 'token' | 'no token' = 'no token'): Promise<Config> {
  const read = await io.config(needs);
  if ('problems' in read) throw startErrorOf('The settings cannot be used.', read.problems);
  for (const note of read.notes) io.err(`Note: ${note}\n`);
  return read.config;
}
