import { parseLead } from '../model/lead.ts';
import type { Message } from '../model/message.ts';
import type { Moment, MomentKey } from '../model/moment.ts';
import type { SentReason, SkipReason } from '../model/post.ts';
import type { ReachCheckpoint } from '../outbox/checkpoint.ts';
import type { ClaimedPost, MomentRow, MomentSettlement, PlannedPost, Settlement } from '../outbox/outbox.ts';
import { plainForm } from '../render/plain-form.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import { type Attempt, decideSettlement } from './decide-settlement.ts';
import { lookBack } from './look-back.ts';
import { pinBoard } from './pin-board.ts';
import { type PostReview, type Present, reviewPost } from './review-post.ts';
import type { Sender, SendResult } from './sender.ts';

/** What one delivery step needs. */
export type DeliveryParts = Present & {
  readonly sender: Sender;
  readonly world: World;
  readonly machine: Machine;
  /** From 0 up to 1: the jitter of the backoff. */
  random(): number;
  /** For tests: called at each checkpoint. */
  readonly reached?: ReachCheckpoint | undefined;
  /** The message as it is true now; the reason, or `null`, when a post that carries its own words has nothing left to say. */
  compose(
    post: ClaimedPost,
    send: PostReview['send'],
    how: { readonly possiblyRepeated: boolean },
  ): Promise<Message | SkipReason | null>;
};

/** How a step ended, for the loop: the answer of Discord if there was one. */
export type DeliveryEnd =
  | { readonly kind: 'settled'; readonly result: SendResult | null }
  | { readonly kind: 'lease lost' };

/**
 * One delivery step for a claimed post (product rules 7, 8 and 10): look for an earlier attempt where that is due, read
 * event and subscription again, render, record the attempt, send, settle. Throws only when the ledger itself fails.
 * `slot` waits for leave to make one more request; false means that the program is stopping or a long pause has begun.
 */
export async function deliverPost(
  post: ClaimedPost,
  parts: DeliveryParts,
  slot: () => Promise<boolean>,
): Promise<DeliveryEnd> {
  const { outbox, world, machine } = parts;
  const settle = async (settlement: Settlement, result: SendResult | null = null): Promise<DeliveryEnd> =>
    (await outbox.settle(settlement)) ? { kind: 'settled', result } : { kind: 'lease lost' };
  const decide = (attempt: Attempt, result: SendResult): Settlement =>
    decideSettlement(attempt, result, { world: world.now(), machine: machine.now(), random: parts.random() });

  // A post with words of its own is judged by what it would say; a reminder by its moments.
  const review = post.body === null ? await reviewPost(post, parts, world.now()) : NOTHING;
  const sight = await lookBack(post, review, { ...parts, slot });
  if (sight.kind === 'stopping') return settle(handBack(post, machine.now()));
  if (sight.kind === 'found') return settle(foundSettlement(post, sight.message, world.now()));
  if (sight.kind === 'unknown') return settle(decide(attemptOf(post, NOTHING, true), sight.result), sight.result);
  const unanswered = post.firstUnanswered !== null && sight.kind !== 'absent';
  if (sight.kind === 'blind' && post.body === null && review.send.length === 0) return settle(uncertain(post));

  if (review.catchUp.length > 0 && !unanswered) {
    const into = catchUpOf(post, review.catchUp);
    if (!(await outbox.rehome({ from: post.id, lease: post.lease, into }))) return { kind: 'lease lost' };
    if (review.send.length + review.skip.length === 0) return { kind: 'settled', result: null };
  }
  const attempt = attemptOf(post, review, unanswered);
  const hasWords = post.body !== null || review.send.length > 0;
  const payload = hasWords
    ? await parts.compose(post, review.send, { possiblyRepeated: sight.kind === 'blind' })
    : null;
  if (payload === null || typeof payload === 'string') {
    const reason = payload ?? review.skip[0]?.reason ?? 'no longer wanted';
    return settle({ post: post.id, lease: post.lease, to: 'skipped', reason, moments: attempt.skipped });
  }

  const result = await trySend(post, payload, attempt.skipped, { ...parts, slot });
  if (result === 'lease lost') return { kind: 'lease lost' };
  if (result === 'no slot') return settle(handBack(post, machine.now()));
  await parts.reached?.('before record');
  const end = await settle(decide(attempt, result), result);
  await parts.reached?.('after record');
  if (post.kind === 'board' && result.kind === 'sent') await pinBoard(post, result.message, { ...parts, slot });
  return end;
}

/**
 * The attempt itself, recorded before it is made; the slot comes last, so that nothing stands between it and the request.
 * Content that is refused is tried once more as plain text.
 */
async function trySend(
  post: ClaimedPost,
  payload: Message,
  skipped: readonly MomentSettlement[],
  parts: DeliveryParts & { slot(): Promise<boolean> },
): Promise<SendResult | 'lease lost' | 'no slot'> {
  const { outbox, sender, machine } = parts;
  const { channel, nonce, edits } = post;
  const attempt = { post: post.id, lease: post.lease, now: machine.now(), payload, skipped };
  const recorded = await outbox.recordAttempt(attempt);
  if (recorded && !(await parts.slot())) return 'no slot';
  await parts.reached?.('before send');
  // A process that was paused may wake up here with a lease that somebody else holds by now.
  if (!recorded || machine.now() >= post.leaseUntil) return 'lease lost';
  const result =
    edits === null
      ? await sender.send({ channel, message: payload, nonce })
      : await sender.edit({ channel, message: payload, edits });
  await parts.reached?.('after send');
  if (result.kind !== 'refused' || payload.cards.length === 0) return result;
  return trySend(post, plainForm(payload), skipped, parts);
}

/** Nothing to review: a post that speaks for itself, or one whose review cannot matter. */
const NOTHING: PostReview = { send: [], skip: [], catchUp: [] };

function attemptOf(post: ClaimedPost, review: PostReview, unanswered: boolean): Attempt {
  const spoken = post.body === null ? review.send : post.moments.map((row) => ({ row, late: false }));
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
    skipped: [
      ...review.skip.map(({ row, reason }) => ({ key: keyOf(row), state: 'skipped' as const, reason })),
      // What an earlier attempt may have told cannot move into a catch-up, and is not in this message either.
      ...(unanswered ? review.catchUp : []).map((row) => ({
        key: keyOf(row),
        state: 'uncertain' as const,
        reason: PERHAPS_SENT,
      })),
    ],
  };
}

const PERHAPS_SENT = 'Perhaps sent; the channel cannot be read to find out.';

function foundSettlement(post: ClaimedPost, message: string, at: number): Settlement {
  const reason = reasonOf(post, false);
  const moments = post.moments.map((row) => sentMoment(row, reason));
  return { post: post.id, lease: post.lease, to: 'sent', reason, message, at, moments };
}

function uncertain(post: ClaimedPost): Settlement {
  return { post: post.id, lease: post.lease, to: 'uncertain', reason: PERHAPS_SENT, moments: [] };
}

/** Gives a post back that was not attempted. */
export function handBack(post: ClaimedPost, readyAt: number): Settlement {
  const reason = 'Handed back before it was sent.';
  const unanswered = post.firstUnanswered !== null;
  return {
    post: post.id,
    lease: post.lease,
    to: 'waiting',
    reason,
    readyAt,
    attempted: false,
    unanswered,
    moments: [],
  };
}

function reasonOf(post: ClaimedPost, late: boolean): SentReason {
  if (post.kind === 'catch-up') return 'caught up';
  if (post.addedLate) return 'added late';
  return late ? 'late' : 'on time';
}

function sentMoment(row: MomentRow, reason: SentReason): MomentSettlement {
  return { key: keyOf(row), state: 'sent', reason };
}

function keyOf({ event, edge, sourceDate, lead, channel }: MomentRow): MomentKey {
  return { event, edge, sourceDate, lead, channel };
}

/** The channel's catch-up post for moments that have outlived their grace while they waited. */
function catchUpOf(post: ClaimedPost, rows: readonly MomentRow[]): PlannedPost {
  const moments: Moment[] = rows.flatMap((row) => {
    const lead = parseLead(row.lead);
    return lead === null ? [] : [{ ...row, lead }];
  });
  const { guild, channel, due } = post;
  const urgency = Math.min(...rows.map((row) => row.anchor));
  const bare = { ordinal: 0, addedLate: false, key: null, body: null, edits: null };
  return { kind: 'catch-up', guild, channel, due, urgency, ...bare, moments };
}
