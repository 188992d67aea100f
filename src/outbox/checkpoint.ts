/**
 * The points of a reminder's way at which a process may die with different things done. Tests stop the program exactly
 * there; in a running program nothing listens.
 */
export type Checkpoint =
  | 'before reserve'
  | 'after reserve'
  | 'before record'
  | 'after record'
  | 'before send'
  | 'after send';

/** Told of each checkpoint as it is reached, and waited for. */
export type ReachCheckpoint = (point: Checkpoint) => Promise<void>;
