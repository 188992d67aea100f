import type { Instant, MachineInstant } from '../model/date.ts';
import { type Moment, momentKey } from '../model/moment.ts';
import type { SentReason } from '../model/post.ts';
import type { ClaimedPost, MomentRow, MomentSettlement, PlannedPost, Settlement } from '../outbox/outbox.ts';
import { ON_TIME_MS } from '../plan/reminders/judge-lateness.ts';
import type { World } from '../time/world.ts';
import type { Composed } from './compose/compose-context.ts';
import { type Attempt, decideSettlement } from './decide-settlement.ts';
import type { PostReview, SendableMoment } from './review-post.ts';

/**
 * The settlement of a step that threw: it counts as an attempt that failed and is tried again ever later, so that a post
 * that cannot be read or rendered does not keep its channel from the posts behind it.
 */
export function stepFailed(
  post: ClaimedPost,
  why: string,
  now: { readonly world: Instant; readonly machine: MachineInstant; readonly random: number },
): Settlement {
  return decideSettlement(attemptOf(post, NOTHING, post.firstUnanswered !== null), { kind: 'failed', why }, now);
}

/** Nothing to review: a post that speaks for itself, or one whose review cannot matter. */
export const NOTHING: PostReview = { send: [], skip: [], catchUp: [] };

/** One attempt at a post: how its moments end, by its review and by what the message leaves out. */
export function attemptOf(
  post: ClaimedPost,
  review: PostReview,
  unanswered: boolean,
  leftOut: Composed['leftOut'] = [],
): Attempt {
  const isLeftOut = (row: MomentRow): boolean => leftOut.some((one) => one.row === row);
  const all = post.body === null ? review.send : post.moments.map((row) => ({ row, late: false }));
  const spoken = all.filter(({ row }) => !isLeftOut(row));
  const left = [...review.skip, ...leftOut].map(({ row, reason }): MomentSettlement => {
    // What an earlier attempt may have told is not surely untold.
    if (unanswered) return { key: momentKey(row), state: 'uncertain', reason: PERHAPS_SENT };
    return { key: momentKey(row), state: 'skipped', reason };
  });
  return {
    post: post.id,
    lease: post.lease,
    attempts: post.attempts + 1,
    unanswered,
    sent: spoken.map(({ row, late }) => sentMoment(row, reasonOf(post, late))),
    reason: reasonOf(
      post,
      spoken.some(({ late }) => late),
    ),
    skipped: left,
  };
}

const PERHAPS_SENT = 'Perhaps sent; the channel cannot be read to find out.';

/** Of a post whose message was found in its channel. In a simulated world Discord's clock says nothing of when it was told. */
export function foundSettlement(post: ClaimedPost, found: { message: string; at: number }, world: World): Settlement {
  const at = world.kind === 'real' ? found.at : world.now();
  const isLate = (row: MomentRow): boolean => world.kind === 'real' && at - row.due > ON_TIME_MS;
  const moments = post.moments.map((row) => sentMoment(row, reasonOf(post, isLate(row))));
  const reason = reasonOf(post, post.moments.some(isLate));
  return { post: post.id, lease: post.lease, to: 'sent', reason, message: found.message, at, moments };
}

/** Of a post that was perhaps sent and may not be said again. */
export function uncertain(post: ClaimedPost): Settlement {
  return { post: post.id, lease: post.lease, to: 'uncertain', reason: PERHAPS_SENT, moments: [] };
}

/** Gives a post back that was not attempted. It is ready at once: an instant by a clock that is doubted might lie ahead. */
export function handBack(post: ClaimedPost): Settlement {
  const reason = 'Handed back before it was sent.';
  const unanswered = post.firstUnanswered !== null;
  const back = { to: 'waiting', reason, readyAt: 0, attempted: false, unanswered } as const;
  return { post: post.id, lease: post.lease, ...back, moments: [] };
}

function reasonOf(post: ClaimedPost, late: boolean): SentReason {
  if (post.kind === 'catch-up') return 'caught up';
  if (post.addedLate) return 'added late';
  return late ? 'late' : 'on time';
}

function sentMoment(row: MomentRow, reason: SentReason): MomentSettlement {
  return { key: momentKey(row), state: 'sent', reason };
}

/** The channel's catch-up post for moments that have outlived their grace while they waited. */
export function catchUpOf(post: ClaimedPost, late: readonly SendableMoment[]): PlannedPost<'catch-up'> {
  const moments: Moment[] = late.map(({ row, lead }) => ({ ...row, lead }));
  const { owner, channel, due } = post;
  const urgency = Math.min(...late.map(({ row }) => row.anchor));
  const bare = { ordinal: 0, addedLate: false, key: null, body: null, edits: null };
  return { kind: 'catch-up', owner, channel, due, urgency, ...bare, moments };
}
