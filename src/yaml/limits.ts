/** Most events over all files together: more would neither load in a bearable time nor be reviewed by anyone. */
export const MAX_EVENTS = 100_000;

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 20_000_000;

/** Most files in the folder. */
export const MAX_FILES = 1_000;

/** Problems that are placed and told in full; the rest are counted. */
export const MAX_PROBLEMS = 200;

/** Events handled between two pauses, so that a serving process is not held up for long (about 10 ms a slice). */
export const EVENTS_A_SLICE = 50;

/** Longest text, in characters, that is parsed as one: hostile YAML can keep the parser busy for seconds a megabyte. */
export const MAX_PIECE = {
  /** One event: its longest texts and claims come to a fifth of it. */
  event: 250_000,
  /** A file without its events. */
  head: 1_000_000,
  /** A file that cannot be taken apart, because its events stand in brackets. */
  whole: 8_000_000,
} as const;
