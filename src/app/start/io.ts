import type { readConfig } from '../../config/read-config.ts';

/** What a command of the command line may touch of its process. */
export type Rim = {
  /** Standard output: results only. */
  out(text: string): void;
  /** Standard error: what went wrong. */
  err(text: string): void;
  /** Resolves with the signal's name when the process is asked to stop. */
  readonly stopSignal: Promise<string>;
  config(needs: 'token' | 'no token'): ReturnType<typeof readConfig>;
};
