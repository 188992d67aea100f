/**
 * The points on a reminder's way at which a process may die with different steps done. Tests stop the program exactly
 * there; in a running program nothing listens.
 */
export type Checkpoint =
  | 'before reserve'
  | 'after reserve'
  | 'before record'
  | 'after record'
  | 'before send'
  | 'after send'
  | 'after publish';

/** Called at each checkpoint as it is reached, and awaited. */
export type ReachCheckpoint = (point: Checkpoint) => Promise<void>;
