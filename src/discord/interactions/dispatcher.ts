import type { REST } from '@discordjs/rest';
import {
  type Command,
  CommandRefusal,
  type CommandRoot,
  type FormReply,
  type PressHandler,
  type Reply,
} from '../../features/call/command.ts';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';

/** The texts for cases in which no handler can answer; the texts are kept with all others, outside this folder. */
export type DispatcherWords = {
  /** A handler failed; `id` is the interaction's, as in the log. */
  failed(id: string): string;
  /** Says what is in the way where a failure is no fault of the program and is reported elsewhere; `null` otherwise. */
  hindered(error: unknown): string | null;
  readonly forManagers: string;
  readonly formTooLate: string;
  /** A channel or role was chosen, and Discord did not describe it. */
  readonly notNamed: string;
  /** The server is none that this bot serves. */
  readonly notServed: string;
  /** Discord refused the answer. */
  notShown(id: string): string;
  readonly notUnderstood: string;
  readonly oldCommand: string;
  readonly oldControl: string;
  readonly serversOnly: string;
};

/** The handlers of interactions. */
export type Dispatcher<Context> = {
  /** The roots of all commands, with their rights. */
  readonly roots: readonly CommandRoot[];
  /** `null` when no command has this name, which may be of two words. */
  findCommand(name: string): Promise<Command<Context> | null>;
  /** For presses, choices and submitted forms; a form may be the answer to all but the last. `null`: no handler. */
  findPress(action: string): Promise<PressHandler<Context, Reply | FormReply> | null>;
  /** False for a server that gets one answer to whatever it asks, and nothing else. */
  serves(guild: string): boolean;
  readonly context: Context;
  readonly words: DispatcherWords;
};

/** The parts that answering needs: the client's REST, so that answers never queue behind sends. */
export type AnswerParts = {
  readonly rest: REST;
  readonly log: Log;
  readonly machine: Machine;
  readonly words: DispatcherWords;
};

/**
 * The one error boundary of every interaction: a refusal is shown to its caller; for anything else the caller sees an
 * id that is in the log, and never an internal text.
 */
export function explainError(
  error: unknown,
  id: string,
  { log, words }: { readonly log: Log; readonly words: DispatcherWords },
): Reply {
  if (error instanceof CommandRefusal) return plainReply(error.message);
  const hindrance = words.hindered(error);
  if (hindrance !== null) return plainReply(hindrance);
  log.error({ err: error, interaction: id }, 'A handler failed.');
  return plainReply(words.failed(id));
}

/** A private answer of one text. */
export function plainReply(content: string): Reply {
  return { message: { content, ping: null, cards: [], controls: [], files: [] }, private: true };
}
