import type { MomentState, PostState } from '../../src/model/post.ts';
import { MOMENT_MOVES, POST_MOVES } from '../../src/outbox/post-states.ts';

/** Whether the table lets a post make this move, for any cause. */
export function mayMove(from: PostState | null, to: PostState): boolean {
  return POST_MOVES.some((move) => move.from === from && move.to === to);
}

/** The same for a moment. */
export function mayMomentMove(from: MomentState | null, to: MomentState): boolean {
  return MOMENT_MOVES.some((move) => move.from === from && move.to === to);
}
