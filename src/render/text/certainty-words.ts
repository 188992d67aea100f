/** How sure something is, in words. */
export const certainty = {
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
} as const;
