import type { MomentState, PostState } from '../model/post.ts';

/** One allowed move. `from` is `null` where the row begins. */
type Move<State> = { readonly from: State | null; readonly to: State; readonly cause: string };

/**
 * Every move a post may make: no store makes another. `docs/post-states.md` draws and explains them; a test keeps the
 * two equal.
 */
export const POST_MOVES = [
  { from: null, to: 'waiting', cause: 'reserved' },
  { from: 'waiting', to: 'sending', cause: 'claimed' },
  { from: 'sending', to: 'sending', cause: 'lease expired' },
  { from: 'sending', to: 'waiting', cause: 'handed back' },
  { from: 'sending', to: 'waiting', cause: 'taken over' },
  { from: 'sending', to: 'sent', cause: 'sent' },
  { from: 'sending', to: 'skipped', cause: 'skipped' },
  { from: 'sending', to: 'skipped', cause: 'emptied' },
  { from: 'sending', to: 'dead', cause: 'dead' },
  { from: 'sending', to: 'uncertain', cause: 'uncertain' },
] as const satisfies readonly Move<PostState>[];

/** Why a post moved. */
export type PostCause = (typeof POST_MOVES)[number]['cause'];

/** Every move a moment may make. It ends with its post, or before it by itself. */
export const MOMENT_MOVES = [
  { from: null, to: 'reserved', cause: 'reserved' },
  { from: null, to: 'skipped', cause: 'skipped at once' },
  { from: 'reserved', to: 'reserved', cause: 'moved into another post' },
  { from: 'reserved', to: 'sent', cause: 'sent' },
  { from: 'reserved', to: 'skipped', cause: 'skipped' },
  { from: 'reserved', to: 'dead', cause: 'dead' },
  { from: 'reserved', to: 'uncertain', cause: 'uncertain' },
] as const satisfies readonly Move<MomentState>[];

/** Why a moment moved. */
export type MomentCause = (typeof MOMENT_MOVES)[number]['cause'];

/** The states a post may be in when it moves for one of these causes: the condition of every update that moves one. */
export function statesBefore(...causes: readonly PostCause[]): PostState[] {
  return fromStates<PostState>(POST_MOVES, causes);
}

/** The same for moments. */
export function momentStatesBefore(...causes: readonly MomentCause[]): MomentState[] {
  return fromStates<MomentState>(MOMENT_MOVES, causes);
}

function fromStates<State>(moves: readonly Move<State>[], causes: readonly string[]): State[] {
  return moves.flatMap(({ from, cause }) => (from !== null && causes.includes(cause) ? [from] : []));
}

/**
 * The longest that a post may have to wait for its next attempt, in milliseconds of the machine: three times the
 * longest backoff. A ready time further ahead counts as past, because only a clock that was ahead can have set it;
 * callers that hand a post back ask for no more (a longer wait of Discord's is asked about again).
 */
export const LONGEST_WAIT_MS = 15 * 60_000;
