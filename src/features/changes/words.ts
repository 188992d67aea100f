import { makeTexts } from '../../render/text/text.ts';

/** The words of `/changes`. */
export const changesText = makeTexts('changesAnswers', {
  changes: 'What changed in the list since a day: old and new dates, and who says so',
  changesSince: 'A day such as 2025-10-23, or how far back, such as 7d; a week if left out',
});
