import type { Command, FormReply, PressHandler, Reply } from '../../features/call/command.ts';

/** What is said where no handler can say it; the texts are kept with all others, outside this folder. */
export type DeskWords = {
  /** A handler failed; `id` is the interaction's, as in the log. */
  failed(id: string): string;
  readonly forManagers: string;
  readonly formTooLate: string;
  /** Discord refused the answer. */
  notShown(id: string): string;
  readonly notUnderstood: string;
  readonly oldCommand: string;
  readonly oldControl: string;
  readonly serversOnly: string;
};

/** Who answers the interactions. */
export type Desk<Context> = {
  readonly commands: readonly Command<Context>[];
  /** Presses, choices and forms sent off; a form may be the answer to all but the last. */
  readonly presses: readonly PressHandler<Context, Reply | FormReply>[];
  readonly context: Context;
  readonly words: DeskWords;
};
