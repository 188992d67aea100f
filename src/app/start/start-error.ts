import type { Config } from '../../config/config.ts';
import type { readConfig } from '../../config/read-config.ts';
import { type Problem, problemLine } from '../../model/problem.ts';

/** The program cannot start. The message is for the person at the terminal: what is wrong and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The program ran and cannot go on; a new process may. The message says why. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

/**
 * One sentence on the file or folder that cannot be used, and below it everything that is wrong with it, a line each.
 */
export function startErrorOf(sentence: string, problems: readonly Problem[]): StartError {
  return new StartError([sentence, ...problems.map((problem) => `  ${problemLine(problem)}`)].join('\n'));
}

/** Errors whose message is meant for the person at the terminal. By name, so that distinguishing them loads nothing. */
const FOR_PEOPLE = ['StartError', 'StoreError', 'ConnectError', 'RunError'];

/** Explains in one clear text any error that ended a command. Failures of our own say so, without a stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof Error && FOR_PEOPLE.includes(error.name)) return error.message;
  const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `Datewatch ended because of a fault in the program itself (${says}). Please report it.`;
}

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

const LISTEN_WORDS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'another program listens there. Stop it, or choose another {}_PORT'],
  ['EACCES', 'this user may not listen there. Choose a {}_PORT above 1023'],
  ['EADDRNOTAVAIL', 'this machine has no such address. Correct {}_HOST'],
  ['ENOTFOUND', 'no such address is known. Correct {}_HOST'],
]);

/** Why nothing can be served there; `setting` begins the names of its variables. */
export function explainListen(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
  setting: string,
): StartError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const why = LISTEN_WORDS.get(code)?.replace('{}', setting) ?? code;
  return new StartError(`Nothing can be served at ${host}, port ${port}: ${why}.`);
}
