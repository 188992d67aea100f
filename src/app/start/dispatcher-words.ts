import type { DeskWords } from '../../discord/interactions/dispatcher.ts';
import { dispatcherText } from '../../render/trouble/trouble-words.ts';

/** What the desk says by itself. */
export const DESK_WORDS: DeskWords = {
  failed: (id) => dispatcherText('failed', { id }),
  forManagers: dispatcherText('forManagers'),
  formTooLate: dispatcherText('formTooLate'),
  notShown: (id) => dispatcherText('notShown', { id }),
  notUnderstood: dispatcherText('notUnderstood'),
  oldCommand: dispatcherText('oldCommand'),
  oldControl: dispatcherText('oldControl'),
  serversOnly: dispatcherText('serversOnly'),
};
