/**
 * The ways to speak of an event on its date, as a sentence about one thing has it: "the return is due", "the summit
 * opens". An entry may give its own; the others have the one of their kind.
 */
export const VERBS = [
  'is due',
  'opens',
  'is on',
  'takes effect',
  'ends',
  'expires',
  'is published',
  'launches',
  'is held',
  'begins',
  'closes',
  'meets',
  'is decided',
] as const;
export type Verb = (typeof VERBS)[number];
