import type { Instant } from '../model/date.ts';
import { isSameDate } from '../model/edge.ts';
import type { Message } from '../model/message.ts';
import type { ChannelId } from '../model/subscription.ts';
import { dueOfNonce } from '../outbox/derive-nonce.ts';
import type { ClaimedPost, MomentRow, Outbox } from '../outbox/outbox.ts';
import type { Settlement } from '../outbox/settlement.ts';
import type { World } from '../time/world.ts';
import { attemptOf } from './decide-settlement.ts';
import type { LookBackResult, PostReview, SendableMoment } from './review-post.ts';
import type { OwnMessage, Sender } from './sender.ts';

/** The stretch of world time of which the state may know less than the channels do; `to` is when ticks took it up again. */
export type Gap = { readonly from: Instant; readonly to: Instant };

/** How a post stands beside what is in its channel already. */
export type Recall =
  | { readonly kind: 'stopping' }
  | Extract<LookBackResult, { readonly kind: 'found' | 'unknown' }>
  /** All that it would say has been said. */
  | { readonly kind: 'recalled'; readonly settlement: Settlement }
  /** The rest is to be sent; `own` are the messages of our own that were seen. */
  | { readonly kind: 'go on'; readonly review: PostReview; readonly own: readonly OwnMessage[] };

/** Moments lie in whole minutes, and Discord's clock may be a little off. */
const EARLIER_MS = 60_000;

/**
 * Compares a new post with what the bot itself has posted in its channel, where it falls into the gap before the last
 * start (product rule 20): a state that was restored from an older copy plans again what was sent since. Before each attempt:
 * a history that cannot be read now, because the channel refuses, may be read at the next. Where it never can it proves
 * nothing, and the post is sent as after any outage.
 */
export async function recallSent(
  post: ClaimedPost,
  review: PostReview,
  parts: {
    readonly outbox: Pick<Outbox, 'moments'>;
    readonly sender: Pick<Sender, 'recent'>;
    readonly world: World;
    gap(): Gap | null;
    slot(): Promise<boolean>;
  },
): Promise<Recall> {
  const gap = parts.gap();
  const isOwed = gap !== null && post.due <= gap.to && post.edits === null;
  if (!isOwed) return { kind: 'go on', review, own: [] };
  const dues = post.moments.map(({ due }) => due);
  const since = Math.min(gap.from, post.due, ...dues) - EARLIER_MS;
  const read = await parts.sender.recent({ channel: post.channel, since, slot: parts.slot });
  if (read.kind === 'stopping') return { kind: 'stopping' };
  if (read.kind === 'unanswered') return { kind: 'unknown', result: read.result };
  const own = read.kind === 'read' ? read.messages : [];
  const same = own.find(({ mark }) => mark === post.nonce);
  if (same !== undefined)
    return { kind: 'found', message: same.id, at: same.at, shown: same.shown, events: same.events };
  const left = own.length === 0 ? review : splitReview(review, own, await othersOf(post, parts.outbox));
  const isAll = left.recalled.length > 0 && left.send.length + left.catchUp.length === 0;
  return isAll
    ? { kind: 'recalled', settlement: recalledSettlement(post, left, parts.world) }
    : { kind: 'go on', review: left, own };
}

/** The settlement of a post of which nothing remains to be sent. In a simulated world Discord's clock says nothing. */
export function recalledSettlement(post: ClaimedPost, review: PostReview, world: World): Settlement {
  const first = review.recalled[0]?.message ?? null;
  const at = world.kind === 'real' && first !== null ? first.at : world.now();
  const { skipped } = attemptOf(post, { ...review, send: [] }, false);
  const end = { to: 'sent', reason: 'found', message: first?.id ?? null, at } as const;
  return { post: post.id, lease: post.lease, ...end, ...payloadOf(review), moments: skipped };
}

/** The message in which all of it was found, so that it can be corrected; left out where it speaks of others too. */
function payloadOf({ recalled }: PostReview): { readonly payload?: Message } {
  const shown = recalled[0]?.message.shown ?? null;
  const events = new Set(recalled.map(({ row }) => row.event));
  const isWhole = recalled.every(
    ({ message }) => message.shown === shown && message.events.every((id) => events.has(id)),
  );
  return shown === null || !isWhole ? {} : { payload: shown };
}

function splitReview(review: PostReview, own: readonly OwnMessage[], others: readonly MomentRow[]): PostReview {
  const found = (one: SendableMoment): OwnMessage | null => findReminder(one.row, others, own);
  const recalled = [...review.send, ...review.catchUp].flatMap((one) => {
    const message = found(one);
    return message === null ? [] : [{ row: one.row, message }];
  });
  const isNew = (one: SendableMoment): boolean => recalled.every(({ row }) => row !== one.row);
  return { ...review, recalled, send: review.send.filter(isNew), catchUp: review.catchUp.filter(isNew) };
}

/** Most channels whose messages are kept in memory. */
const MOST_CHANNELS = 1_000;

/**
 * The same as `recent`, asking once for each channel: what stood there before this process began is what counts, and
 * after an outage many posts of one channel want to know it.
 */
export function rememberRecent(recent: Sender['recent']): Sender['recent'] {
  const read = new Map<ChannelId, { readonly since: number; readonly messages: readonly OwnMessage[] }>();
  return async (request) => {
    const { channel, since } = request;
    const known = read.get(channel);
    if (known !== undefined && known.since <= since) return { kind: 'read', messages: known.messages };
    const found = await recent(request);
    if (found.kind !== 'read') return found;
    read.delete(channel);
    read.set(channel, { since, messages: found.messages });
    const [oldest] = read.keys();
    if (read.size > MOST_CHANNELS && oldest !== undefined) read.delete(oldest);
    return found;
  };
}

/**
 * The message that reminded of a moment: it is no notice, names the event, and its post was due with the moment or, as the late ones of
 * several, after it. What was due with another moment of the event reminded of that one. `others` are moments
 * of the channel, of any event.
 */
export function findReminder(
  row: MomentRow,
  others: readonly MomentRow[],
  messages: readonly OwnMessage[],
): OwnMessage | null {
  const naming = messages.filter(({ events, isNews }) => !isNews && events.includes(row.event));
  const dueAt = (message: OwnMessage): Instant => dueOfNonce(message.mark) ?? Number.NEGATIVE_INFINITY;
  const exact = naming.find((message) => dueAt(message) === row.due);
  if (exact !== undefined) return exact;
  const ofEvent = others.filter((other) => other.event === row.event && !isSame(other, row));
  const isOfAnother = (due: Instant): boolean => ofEvent.some((other) => other.due === due);
  return naming.find((message) => dueAt(message) > row.due && !isOfAnother(dueAt(message))) ?? null;
}

function isSame(a: MomentRow, b: MomentRow): boolean {
  return a.event === b.event && isSameDate(a, b);
}

/** A notice that says the same of the same events. */
export function findNotice(message: Message, messages: readonly OwnMessage[]): OwnMessage | null {
  const print = (cards: OwnMessage['cards']): string =>
    JSON.stringify(cards.map(({ title, description }) => [title, description]));
  const wanted = print(message.cards);
  return messages.find(({ cards }) => cards.length > 0 && print(cards) === wanted) ?? null;
}

/** All moments of a post's events in its channel. */
function othersOf(post: ClaimedPost, outbox: Pick<Outbox, 'moments'>): Promise<MomentRow[]> {
  return outbox.moments({ channels: [post.channel], events: post.moments.map(({ event }) => event) });
}
