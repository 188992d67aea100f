import type { Instant } from '../model/date.ts';
import type { Message } from '../model/message.ts';
import type { SkipReason } from '../model/post.ts';
import type { PinRefusal } from '../model/recurring.ts';
import type { ChannelId } from '../model/subscription.ts';
import type { ReachCheckpoint } from '../outbox/checkpoint.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import type { MomentSettlement, Settlement } from '../outbox/settlement.ts';
import { ON_TIME_MS } from '../plan/reminders/decide-send.ts';
import { plainForm } from '../render/card/adjust-message.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import type { Composed } from './compose/compose-context.ts';
import {
  type Attempt,
  attemptOf,
  catchUpOf,
  decideSettlement,
  foundSettlement,
  handBack,
  NOTHING,
  uncertain,
} from './decide-settlement.ts';
import { findNotice, type Gap, recalledSettlement, recallSent } from './recall-sent.ts';
import {
  isForgotten,
  type LookBackResult,
  lookBack,
  type PostReview,
  type Present,
  reviewPost,
  type SendableMoment,
} from './review-post.ts';
import type { Sender, SendResult } from './sender.ts';

/** The parts that one delivery step needs. */
export type DeliveryParts = Present & {
  readonly sender: Sender;
  readonly world: World;
  readonly machine: Machine;
  /** False while the world's clock is doubted: then nothing is judged or sent by it. */
  clockTrusted(): boolean;
  /** Resolves when the world's clock is right as far as Discord answers; `null` where Discord was heard just now. */
  confirmClock(): Promise<void> | null;
  /** The stretch of time of which the state may know less than the channels do; `null` when there is none. */
  gap(): Gap | null;
  /** From 0 up to 1: the jitter of the backoff. */
  random(): number;
  /** How an answer is to be taken, by what Discord answers elsewhere; as it is, where this is left out. */
  judge?(post: ClaimedPost, result: SendResult): SendResult;
  /**
   * How long a post has to wait, ms, before it may be tried in a channel that rests; 0: now, or the channel does not rest.
   * A promise of its own for each channel: what asks again after that time gets leave.
   */
  restFor?(channel: ChannelId): number;
  /** Whether the message of a post is to be published to those that follow its channel; left out, none is. */
  publishes?(post: ClaimedPost): boolean;
  /** Called with each settlement that the outbox has recorded, and the answer it follows from; `null` without one. */
  recorded?(post: ClaimedPost, settlement: Settlement, result: SendResult | null): void;
  /** For tests: called at each checkpoint. */
  readonly reached?: ReachCheckpoint | undefined;
  /**
   * Called when a post's message is known to be in its channel, before the outbox records it and after: dates that the
   * list has overtaken meanwhile need a correction.
   */
  stands?(post: ClaimedPost, message: string): Promise<void>;
  /**
   * Builds the message as it is true now; the reason, or `null`, when a post that carries its own words has none left.
   */
  compose(
    post: ClaimedPost,
    send: PostReview['send'],
    how: { readonly possiblyRepeated: boolean },
  ): Promise<Composed | SkipReason | null>;
};

/** The result of a step, for the loop: Discord's answer if there was one, and the answer to pinning a board. */
export type DeliveryEnd =
  | { readonly kind: 'settled'; readonly result: SendResult | null; readonly pinned?: SendResult | null }
  | { readonly kind: 'lease lost' };

/**
 * One delivery step for a claimed post (product rules 7, 8 and 10): look for an earlier attempt where that is due, read
 * event and subscription again, render, record the attempt, send, settle. `slot` waits for permission to make one more
 * request; false means that the program is stopping or a long pause has begun. Throws when the outbox fails or a post
 * cannot be read or rendered (`stepFailed`).
 */
export async function deliverPost(
  post: ClaimedPost,
  parts: DeliveryParts,
  slot: () => Promise<boolean>,
): Promise<DeliveryEnd> {
  const { outbox, world, machine } = parts;
  const settle = async (settlement: Settlement, result: SendResult | null = null): Promise<DeliveryEnd> => {
    const message = settlement.to === 'sent' ? settlement.message : null;
    if (message !== null) await parts.stands?.(post, message);
    const isForFollowers = settlement.to === 'sent' && message !== null && parts.publishes?.(post) === true;
    if (!(await outbox.settle(isForFollowers ? { ...settlement, publish: true } : settlement)))
      return { kind: 'lease lost' };
    parts.recorded?.(post, settlement, result);
    if (message !== null) await parts.stands?.(post, message);
    return { kind: 'settled', result };
  };
  const decide = (attempt: Attempt, result: SendResult): Settlement =>
    decideSettlement(attempt, result, { world: world.now(), machine: machine.now(), random: parts.random() });
  if (!parts.clockTrusted()) return settle(handBack(post));
  const rest = isTried(post) ? (parts.restFor?.(post.channel) ?? 0) : 0;
  if (rest > 0) return settle(handBack(post, machine.now() + rest));

  // A post with words of its own is judged by what they would be; a reminder by its moments.
  const reviewed = post.body === null ? await reviewPost(post, parts, world.now()) : NOTHING;
  const look = (changed: boolean): Promise<LookBackResult> => lookBack(post, changed, { ...parts, slot });
  /** Ends the step where the look has settled it; `null` where the post goes on. */
  const endByLook = async (seen: LookBackResult): Promise<DeliveryEnd | null> => {
    if (seen.kind === 'stopping') return settle(handBack(post));
    if (seen.kind === 'found') return settle(foundSettlement(post, seen, world));
    if (seen.kind === 'unknown')
      return settle(decide(attemptOf(post, NOTHING, post.firstUnanswered !== null), seen.result), seen.result);
    return null;
  };
  const recall = await recallSent(post, reviewed, { ...parts, slot });
  if (recall.kind === 'recalled') return settle(recall.settlement);
  const known = recall.kind === 'go on' ? null : await endByLook(recall);
  if (known !== null) return known;
  const { review, own } = recall.kind === 'go on' ? recall : { review: reviewed, own: [] };
  const seen = await look(review.skip.length + review.catchUp.length > 0);
  const ended = await endByLook(seen);
  if (ended !== null) return ended;
  const unanswered = post.firstUnanswered !== null && seen.kind !== 'absent';

  // A moment that was perhaps sent cannot wait for a catch-up: if the look is blind, it is sent again, late, while its
  // date is ahead.
  const send = asOf(world.now(), unanswered ? [...review.send, ...review.catchUp] : review.send);
  if (seen.kind === 'blind' && post.body === null && send.length === 0) return settle(uncertain(post));
  if (review.catchUp.length > 0 && !unanswered) {
    const into = catchUpOf(post, review.catchUp);
    if (!(await outbox.rehome({ from: post.id, lease: post.lease, into }))) return { kind: 'lease lost' };
    if (send.length + review.skip.length + review.recalled.length === 0) return { kind: 'settled', result: null };
  }
  const hasWords = post.body !== null || send.length > 0;
  const composed = hasWords ? await parts.compose(post, send, { possiblyRepeated: seen.kind === 'blind' }) : null;
  if (composed === null || typeof composed === 'string') {
    // A post that was perhaps sent may be in the channel, though it would have no content now.
    const last = seen.kind === 'not needed' ? await look(true) : seen;
    const found = await endByLook(last);
    if (found !== null) return found;
    if (last.kind === 'blind') return settle(uncertain(post));
    if (review.recalled.length > 0) return settle(recalledSettlement(post, review, world));
    const reason = composed ?? review.skip[0]?.reason ?? 'no longer wanted';
    const { skipped } = attemptOf(post, { ...review, send: [] }, unanswered && last.kind !== 'absent');
    return settle({ post: post.id, lease: post.lease, to: 'skipped', reason, moments: skipped });
  }

  const repeated = post.kind === 'notice' ? findNotice(composed.message, own) : null;
  if (repeated !== null) return settle(foundSettlement(post, { ...repeated, message: repeated.id }, world));
  const attempt = attemptOf(post, { ...review, send }, unanswered, composed.leftOut);
  const answer = await trySend(post, composed.message, attempt.skipped, seen, { ...parts, slot });
  if (answer === 'lease lost') return { kind: 'lease lost' };
  if (answer === 'not now') return settle(handBack(post));
  const result = parts.judge?.(post, answer) ?? answer;
  await parts.reached?.('before record');
  const end = await settle(decide(attempt, result), result);
  await parts.reached?.('after record');
  if (post.kind !== 'board' || result.kind !== 'sent' || end.kind === 'lease lost') return end;
  return { ...end, pinned: await pinBoard(post, result.message, { ...parts, slot }) };
}

/** As they would be judged now: while a channel was looked through, what was on time may have become late. */
function asOf(now: Instant, moments: readonly SendableMoment[]): SendableMoment[] {
  return moments.map((moment) => ({ ...moment, late: moment.late || now - moment.row.due > ON_TIME_MS }));
}

/** Whether it is tried where its channel rests: what falls due there is the question whether the channel is open again. */
function isTried({ kind }: ClaimedPost): boolean {
  return kind === 'reminder' || kind === 'catch-up' || kind === 'digest' || kind === 'board';
}

/**
 * Makes the attempt, recorded beforehand; the slot comes last, so that nothing delays the request after it. Content
 * that is refused is tried once more as plain text. `not now`: there was no slot, or by then it was time to check the
 * clock or the channel again.
 */
async function trySend(
  post: ClaimedPost,
  payload: Message,
  skipped: readonly MomentSettlement[],
  seen: LookBackResult,
  parts: DeliveryParts & { slot(): Promise<boolean> },
): Promise<SendResult | 'lease lost' | 'not now'> {
  const { outbox, sender, machine } = parts;
  const { channel, nonce, edits } = post;
  const attempt = { post: post.id, lease: post.lease, now: machine.now(), payload, skipped };
  const recorded = await outbox.recordAttempt(attempt);
  if (recorded && !(await parts.slot())) return 'not now';
  await parts.reached?.('before send');
  // A process that was stopped may wake up here, or just before the request leaves, with what is another's by now.
  const mayLeave = (): boolean => machine.now() < post.leaseUntil && outbox.mayAct(post.lease);
  if (!recorded || !mayLeave()) return 'lease lost';
  const isStale = edits === null && seen.kind === 'not needed' && isForgotten(post, machine.now());
  if (isStale || !parts.clockTrusted()) return 'not now';
  const result =
    edits === null
      ? await sender.send({ channel, message: payload, nonce, mayLeave })
      : await sender.edit({ channel, message: payload, edits, mayLeave });
  await parts.reached?.('after send');
  if (result.kind !== 'refused' || payload.cards.length === 0) return result;
  return trySend(post, plainForm(payload), skipped, seen, parts);
}

/** The refusal that an answer to a board's pin is; `null` where it is pinned. Pure. */
export function pinRefusal(answer: SendResult): PinRefusal | null {
  if (answer.kind === 'sent') return null;
  if (answer.kind === 'refused') return 'refused';
  const isForbidden = answer.kind === 'closed' && answer.reason.startsWith('missing ');
  return isForbidden ? 'not allowed' : 'failed';
}

/**
 * Pins a board's message where the bot may. Once, when it is new: anybody who unpins it has a reason. A board without a
 * pin is complete, so a refusal is only reported; a limit or a ban concerns all other requests all the same. `null`
 * when no request was made.
 */
export async function pinBoard(
  { channel, edits }: Pick<ClaimedPost, 'channel' | 'edits'>,
  message: string,
  parts: { readonly sender: Pick<Sender, 'pin'>; slot(): Promise<boolean> },
): Promise<SendResult | null> {
  if (edits !== null || !(await parts.slot())) return null;
  return parts.sender.pin({ channel, message });
}
