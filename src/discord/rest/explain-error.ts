import { CommandRefusal, type Reply } from '../../features/call/command.ts';
import type { Log } from '../../model/log.ts';
import type { DeskWords } from '../interactions/dispatcher.ts';

/**
 * The one error boundary of every entrance: a refusal is shown to its caller; of anything else the caller sees an id that
 * is in the log, and never an internal text.
 */
export function explainError(
  error: unknown,
  id: string,
  { log, words }: { readonly log: Log; readonly words: DeskWords },
): Reply {
  if (error instanceof CommandRefusal) return plainReply(error.message);
  log.error({ err: error, interaction: id }, 'A handler failed.');
  return plainReply(words.failed(id));
}

/** A private answer of one text. */
export function plainReply(content: string): Reply {
  return { message: { content, ping: null, cards: [], controls: [], files: [] }, private: true };
}
