import type { DeadReason, PostState } from '../../model/post.ts';
import type { BoardState } from '../../model/recurring.ts';

/** The state of a board's last post. */
export type BoardPost = {
  readonly state: PostState;
  readonly reason: string | null;
  /** The message it left, or edited. */
  readonly message: string | null;
  /** The message it was to edit. */
  readonly edits: string | null;
};

/** The next step for a board. */
export type BoardDecision =
  /** Its last post has not ended yet. */
  | { readonly act: 'wait' }
  /** It shows what it should, or the content it could not show is unchanged. */
  | { readonly act: 'rest' }
  | { readonly act: 'post'; readonly edits: string | null; readonly remade: number }
  /** Somebody has deleted it more often than it is made anew. */
  | { readonly act: 'give up' };

/** A person who deletes it twice does not want it there. */
const MOST_REMADE = 1;
/** Reasons that pause a board: one that does not rest after such an end has been resumed since. */
const RESUMED_AFTER: readonly (string | null)[] = [
  'unknown channel',
  'missing access',
  'missing permission',
  'channel closed',
] satisfies DeadReason[];

/**
 * Decides for one board by its last content, the end of its last post, and its content by now. One whose channel `rests`
 * is tried with each new content only: that is when it falls due.
 */
export function decideBoard(state: BoardState, last: BoardPost | null, print: string, rests: boolean): BoardDecision {
  const { remade } = state;
  if (last === null) return { act: 'post', edits: null, remade };
  if (last.state === 'waiting' || last.state === 'sending') return { act: 'wait' };
  if (last.reason === 'delivered and removed') {
    return remade < MOST_REMADE ? { act: 'post', edits: null, remade: remade + 1 } : { act: 'give up' };
  }
  if (state.print === print && (rests || !isUnshown(last))) return { act: 'rest' };
  return { act: 'post', edits: last.message ?? last.edits, remade };
}

/**
 * Whether the last post never showed anything, for a reason that has passed: content that was refused is not tried
 * again.
 */
function isUnshown({ state, reason }: BoardPost): boolean {
  return state === 'skipped' || (state === 'dead' && RESUMED_AFTER.includes(reason));
}
