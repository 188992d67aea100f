import { parseLead } from '../model/lead.ts';
import type { Message } from '../model/message.ts';
import type { Moment, MomentKey } from '../model/moment.ts';
import type { SentReason } from '../model/post.ts';
import type { ClaimedPost, MomentRow, MomentSettlement } from '../outbox/outbox.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import { type Attempt, decideSettlement } from './decide-settlement.ts';
import { type PostReview, type Present, reviewPost } from './review-post.ts';
import type { Sender, SendResult } from './sender.ts';

/**
 * How long after a first unanswered attempt Discord may be trusted to know the nonce ("the past few minutes",
 * https://docs.discord.com/developers/resources/message#create-message); later the bot looks for its own mark first.
 */
export const NONCE_TRUST_MS = 120_000;

/** What one delivery step needs. */
export type DeliveryParts = Present & {
  readonly sender: Sender;
  readonly world: World;
  readonly machine: Machine;
  /** From 0 up to 1: the jitter of the backoff. */
  random(): number;
  compose(post: ClaimedPost, send: PostReview['send'], how: { readonly possiblyRepeated: boolean }): Message;
};

/** How a step ended, for the loop: the answer of Discord if there was one. */
export type DeliveryEnd =
  | { readonly kind: 'settled'; readonly result: SendResult | null }
  | { readonly kind: 'lease lost' };

type Sight = 'not needed' | 'absent' | 'blind';

/**
 * One delivery step for a claimed post (product rules 7, 8 and 10): look for an earlier attempt where that is due, read
 * event and subscription again, render, record the attempt, send, settle. Throws only when the ledger itself fails.
 */
export async function deliverPost(post: ClaimedPost, parts: DeliveryParts): Promise<DeliveryEnd> {
  const { outbox, sender, world, machine } = parts;
  const review = await reviewPost(post, parts, world.now());
  const sight = await lookBack(post, review, parts);
  if (sight !== 'not needed' && sight !== 'absent' && sight !== 'blind') return sight;
  const unanswered = post.firstUnanswered !== null && sight !== 'absent';

  if (sight === 'blind' && review.send.length === 0) return settled(await outbox.settle(uncertain(post)), null);
  if (review.catchUp.length > 0 && !unanswered) {
    const moved = await outbox.rehome({ from: post.id, lease: post.lease, into: catchUpOf(post, review.catchUp) });
    if (!moved) return { kind: 'lease lost' };
  }
  const skipped = review.skip.map(({ row, reason }) => ({ key: keyOf(row), state: 'skipped' as const, reason }));
  if (review.send.length === 0) {
    const reason = review.skip[0]?.reason;
    if (reason === undefined) return { kind: 'settled', result: null };
    const done = { post: post.id, lease: post.lease, to: 'skipped' as const, reason, moments: skipped };
    return settled(await outbox.settle(done), null);
  }

  const payload = parts.compose(post, review.send, { possiblyRepeated: sight === 'blind' });
  const recorded = await outbox.recordAttempt({ post: post.id, lease: post.lease, now: machine.now(), payload });
  // A process that was paused may wake up here with a lease that somebody else holds by now.
  if (!recorded || machine.now() >= post.leaseUntil) return { kind: 'lease lost' };
  const result = await sender.send({ channel: post.channel, message: payload, nonce: post.nonce });
  const attempt: Attempt = {
    post: post.id,
    lease: post.lease,
    attempts: post.attempts + 1,
    unanswered,
    sent: review.send.map((moment) => sentMoment(moment.row, reasonOf(post, moment.late))),
    reason: reasonOf(
      post,
      review.send.some((moment) => moment.late),
    ),
    skipped,
  };
  const now = { world: world.now(), machine: machine.now(), random: parts.random() };
  return settled(await outbox.settle(decideSettlement(attempt, result, now)), result);
}

/**
 * Rule 7: once Discord may have forgotten the nonce, or when what was perhaps sent would now be another message, only a
 * look into the channel can tell. Settles and ends the step where the look decides it.
 */
async function lookBack(post: ClaimedPost, review: PostReview, parts: DeliveryParts): Promise<Sight | DeliveryEnd> {
  const { outbox, sender, world, machine } = parts;
  if (post.firstUnanswered === null) return 'not needed';
  const changed = review.skip.length > 0 || review.catchUp.length > 0;
  if (!changed && machine.now() - post.firstUnanswered <= NONCE_TRUST_MS) return 'not needed';
  const known = await outbox.lastMessage(post.channel);
  const seen = await sender.look({ channel: post.channel, nonce: post.nonce, since: post.firstUnanswered, known });
  const base = { post: post.id, lease: post.lease };
  switch (seen.kind) {
    case 'absent':
    case 'blind':
      return seen.kind;
    case 'found': {
      const reason = reasonOf(post, false);
      const moments = post.moments.map((row) => sentMoment(row, reason));
      const done = { ...base, to: 'sent' as const, reason, message: seen.message, at: world.now(), moments };
      return settled(await outbox.settle(done), null);
    }
    case 'failed':
    case 'credentials': {
      const attempt = {
        ...base,
        attempts: post.attempts,
        unanswered: true,
        sent: [],
        skipped: [],
        reason: reasonOf(post, false),
      };
      const now = { world: world.now(), machine: machine.now(), random: parts.random() };
      return settled(await outbox.settle(decideSettlement(attempt, seen, now)), seen);
    }
  }
}

function settled(held: boolean, result: SendResult | null): DeliveryEnd {
  return held ? { kind: 'settled', result } : { kind: 'lease lost' };
}

function uncertain(post: ClaimedPost) {
  const reason = 'Perhaps sent; the channel cannot be read to find out.';
  return { post: post.id, lease: post.lease, to: 'uncertain' as const, reason, moments: [] };
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
function catchUpOf(post: ClaimedPost, rows: readonly MomentRow[]) {
  const moments: Moment[] = rows.flatMap((row) => {
    const lead = parseLead(row.lead);
    return lead === null ? [] : [{ ...row, lead }];
  });
  const { guild, channel, due } = post;
  const urgency = Math.min(...rows.map((row) => row.anchor));
  return { kind: 'catch-up' as const, guild, channel, due, urgency, ordinal: 0, addedLate: false, moments };
}
