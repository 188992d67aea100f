import { makeTexts } from './text.ts';

/** How sure something is, in words. */
export const certaintyText = makeTexts('certainty', {
  confirmed: 'confirmed',
  expected: 'expected',
  tentative: 'tentative',
  threatened: 'threatened',
  cancelled: 'cancelled',
  postponed: 'postponed',
  done: 'done',
  howSure: 'How sure',
  withNote: '{{certainty}}. {{note}}',
  ofDate: 'Its date is {{certainty}}.',
});
