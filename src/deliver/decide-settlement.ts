import type { Instant, MachineInstant } from '../model/date.ts';
import { type Moment, momentKey } from '../model/moment.ts';
import type { SentReason } from '../model/post.ts';
import type { ClaimedPost, MomentRow, PlannedPost } from '../outbox/outbox.ts';
import { LONGEST_WAIT_MS } from '../outbox/post-states.ts';
import type { MomentSettlement, Settlement } from '../outbox/settlement.ts';
import { ON_TIME_MS } from '../plan/reminders/decide-send.ts';
import type { World } from '../time/world.ts';
import type { Composed } from './compose/compose-context.ts';
import type { PostReview, SendableMoment } from './review-post.ts';
import type { OwnMessage, SendResult } from './sender.ts';

/** First wait after a failure; doubles with each further one. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/**
 * With waits of up to five minutes this is most of a day; a post still due then is too late or reported another way.
 */
const MOST_ATTEMPTS = 200;

/** The facts from which the settlement of one attempt is decided. `random` is a number from 0 up to 1. */
export type Attempt = {
  readonly post: string;
  readonly lease: string;
  /** Attempts made, this one included. */
  readonly attempts: number;
  /** True when an earlier attempt, or this one, may have arrived without an answer. */
  readonly unanswered: boolean;
  /** How its moments end if it was sent. */
  readonly sent: readonly MomentSettlement[];
  readonly reason: SentReason;
  /** Moments that are not sent, whatever the rest ends as. */
  readonly skipped: readonly MomentSettlement[];
};

/** Turns the answer of a send into the settlement for the outbox. Pure, so that every case is a row of a test. */
export function decideSettlement(
  attempt: Attempt,
  result: SendResult,
  now: { readonly world: Instant; readonly machine: MachineInstant; readonly random: number },
): Settlement {
  const base = { post: attempt.post, lease: attempt.lease };
  const all = [...attempt.sent, ...attempt.skipped];
  switch (result.kind) {
    case 'sent':
      return { ...base, to: 'sent', reason: attempt.reason, message: result.message, at: now.world, moments: all };
    case 'removed':
      return { ...base, to: 'sent', reason: 'delivered and removed', message: null, at: now.world, moments: all };
    case 'closed':
    case 'refused': {
      // The message of an earlier attempt may be in the channel although it is closed to the bot by now.
      if (attempt.unanswered) return { ...base, to: 'uncertain', reason: result.why, moments: attempt.skipped };
      const reason = result.kind === 'closed' ? result.reason : 'refused content';
      return { ...base, to: 'dead', reason, moments: attempt.skipped };
    }
    case 'wait':
    case 'banned':
      // A ban may last for hours; the budget's own pause enforces it, and a request made too soon is told to wait
      // again.
      return retry(base, attempt, result.why, now.machine + Math.min(result.ms, LONGEST_WAIT_MS), false);
    case 'credentials':
      return retry(base, attempt, result.why, now.machine, false);
    case 'failed':
    case 'perhaps': {
      const unanswered = attempt.unanswered || result.kind === 'perhaps';
      if (attempt.attempts < MOST_ATTEMPTS) {
        const least = result.kind === 'failed' ? (result.waitMs ?? 0) : 0;
        const wait = Math.max(least, retryDelay(attempt.attempts, now.random));
        const readyAt = now.machine + Math.min(wait, LONGEST_WAIT_MS);
        return retry(base, { ...attempt, unanswered }, result.why, readyAt, true);
      }
      return unanswered
        ? { ...base, to: 'uncertain', reason: result.why, moments: attempt.skipped }
        : { ...base, to: 'dead', reason: 'gave up', moments: attempt.skipped };
    }
  }
}

/** Exponential backoff with jitter: between half and the whole of 1, 2, 4 … 300 seconds. */
export function retryDelay(attempts: number, random: number): number {
  const whole = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.round(whole * (0.5 + random / 2));
}

function retry(
  base: { readonly post: string; readonly lease: string },
  attempt: Attempt,
  reason: string,
  readyAt: MachineInstant,
  attempted: boolean,
): Settlement {
  return { ...base, to: 'waiting', reason, readyAt, attempted, unanswered: attempt.unanswered, moments: [] };
}

/**
 * The settlement of a step that threw: it counts as a failed attempt and is tried again ever later, so that a post that
 * cannot be read or rendered does not keep its channel from the posts behind it.
 */
export function stepFailed(
  post: ClaimedPost,
  why: string,
  now: { readonly world: Instant; readonly machine: MachineInstant; readonly random: number },
): Settlement {
  return decideSettlement(attemptOf(post, NOTHING, post.firstUnanswered !== null), { kind: 'failed', why }, now);
}

/** Nothing to review: a post that carries its own words, or one whose review cannot matter. */
export const NOTHING: PostReview = { send: [], skip: [], recalled: [], catchUp: [] };

/** One attempt at a post: how its moments end, by its review and by the moments that the message leaves out. */
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
    // A moment that an earlier attempt may have reported is not surely unsent.
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
    skipped: [...left, ...review.recalled.map(({ row }) => sentMoment(row, 'found'))],
  };
}

const PERHAPS_SENT = 'Perhaps sent; the channel cannot be read to find out.';

/**
 * The settlement of a post whose message was found in its channel. The rows of events that it does not name were left out
 * of it when it was sent. In a simulated world Discord's clock does not say when that was.
 */
export function foundSettlement(
  post: ClaimedPost,
  found: { readonly message: string } & Pick<OwnMessage, 'at' | 'shown' | 'events'>,
  world: World,
): Settlement {
  const at = world.kind === 'real' ? found.at : world.now();
  const isLate = (row: MomentRow): boolean => world.kind === 'real' && at - row.due > ON_TIME_MS;
  const { events } = found;
  // Of a catch-up's events those that passed have no button.
  const isWhole = post.kind === 'catch-up' || events.length === 0;
  const isNamed = (row: MomentRow): boolean => isWhole || events.includes(row.event);
  const moments = post.moments.map((row): MomentSettlement => {
    if (isNamed(row)) return sentMoment(row, reasonOf(post, isLate(row)));
    return { key: momentKey(row), state: 'skipped', reason: 'nothing to say' };
  });
  const reason = reasonOf(post, post.moments.some(isLate));
  // What an attempt of this state has recorded knows more than what Discord shows.
  const payload = post.payload === null && found.shown !== null ? { payload: found.shown } : {};
  return { post: post.id, lease: post.lease, to: 'sent', reason, message: found.message, at, ...payload, moments };
}

/** The settlement of a post that was perhaps sent and must not be repeated. */
export function uncertain(post: ClaimedPost): Settlement {
  return { post: post.id, lease: post.lease, to: 'uncertain', reason: PERHAPS_SENT, moments: [] };
}

/** Hands back a post that was not attempted. It is ready at once by default: an instant by a doubted clock might lie ahead. */
export function handBack(post: ClaimedPost, readyAt: MachineInstant = 0): Settlement {
  const reason = 'Handed back before it was sent.';
  const unanswered = post.firstUnanswered !== null;
  const back = { to: 'waiting', reason, readyAt, attempted: false, unanswered } as const;
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
