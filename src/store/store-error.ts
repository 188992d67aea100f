/** The ways in which the state can be unusable; each asks for another reaction. */
export type StoreTrouble =
  | 'owned'
  | 'not a folder'
  | 'read-only'
  | 'full'
  | 'disk'
  | 'corrupt'
  | 'newer'
  | 'foreign'
  | 'other clock'
  | 'locked'
  | 'closed'
  | 'superseded'
  | 'unreachable'
  | 'refused'
  | 'failed';

/** The state cannot be opened, read or written. The message is one sentence or two for people: what is wrong, what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.trouble = trouble;
  }
}

const LASTING: ReadonlySet<StoreTrouble> = new Set([
  'owned',
  'locked',
  'full',
  'disk',
  'read-only',
  'corrupt',
  'unreachable',
  'refused',
]);

/**
 * Whether `error` says that the state cannot be used as things are, so that whatever is tried next fails as well. The
 * store itself reports those, once: whoever meets one need not log it.
 */
export function isLasting(error: unknown): error is StoreError {
  return error instanceof StoreError && LASTING.has(error.trouble);
}
