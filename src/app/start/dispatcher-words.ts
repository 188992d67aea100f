import type { DeskWords } from '../../discord/interactions/dispatcher.ts';
import { text } from '../../render/text/text.ts';

/** What the desk says by itself. */
export const DESK_WORDS: DeskWords = {
  failed: (id) => text('desk.failed', { id }),
  forManagers: text('desk.forManagers'),
  formTooLate: text('desk.formTooLate'),
  notShown: (id) => text('desk.notShown', { id }),
  notUnderstood: text('desk.notUnderstood'),
  oldCommand: text('desk.oldCommand'),
  oldControl: text('desk.oldControl'),
  serversOnly: text('desk.serversOnly'),
};
