import type { EventId } from '../model/event.ts';
import type { Card, Message } from '../model/message.ts';
import type { DeadReason } from '../model/post.ts';
import type { ChannelId } from '../model/subscription.ts';

/** Asked at the very moment a request leaves: a process that was stopped until then must not make it. Left out: it may. */
type MayLeave = { readonly mayLeave?: () => boolean };

/** One create request, exactly as the outbox recorded it. */
export type SendOrder = MayLeave & {
  readonly channel: ChannelId;
  readonly message: Message;
  /** Sent with `enforce_nonce`; also the mark inside the message by which it can be found again. */
  readonly nonce: string;
};

/**
 * The result of a create request: a closed set, classified once, at the edge. Everything but `sent` and `removed`
 * leaves the next step to the outbox; only `perhaps` may have produced a message.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly message: string }
  /** 10008 on a create with a known nonce: it was delivered and somebody removed it. */
  | { readonly kind: 'removed' }
  /** 429 or a code that asks to wait; nothing was delivered and no attempt counts. */
  | { readonly kind: 'wait'; readonly ms: number; readonly scope: 'channel' | 'global'; readonly why: string }
  /** A 429 without Discord's headers: its front has banned this address. Everything pauses. */
  | { readonly kind: 'banned'; readonly ms: number; readonly why: string }
  /** Surely not delivered; try again with backoff, and not before `waitMs` where that is given. */
  | { readonly kind: 'failed'; readonly why: string; readonly waitMs?: number }
  /** The request may have been accepted: 5xx, a timeout, a connection that broke after the body was sent. */
  | { readonly kind: 'perhaps'; readonly why: string }
  /** Permanent for this channel. */
  | { readonly kind: 'closed'; readonly reason: DeadReason; readonly why: string }
  /** Discord refuses this content; the channel is fine. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The token no longer works: everything stops. */
  | { readonly kind: 'credentials'; readonly why: string };

/** Whether a message with our mark is in the channel. */
export type LookResult =
  /** `at`, `events` and `shown` as an `OwnMessage` has them; no events where it names none. */
  | ({ readonly kind: 'found'; readonly message: string } & Pick<OwnMessage, 'at' | 'events' | 'shown'>)
  /** The history was readable, proven by `known` or by other messages, and the mark is not in it. */
  | { readonly kind: 'absent' }
  /** The history cannot be read, so nothing is proven. */
  | { readonly kind: 'blind'; readonly why: string }
  /** No slot for the next request: the program is stopping, or a long pause has begun. */
  | { readonly kind: 'stopping' }
  /** The look itself failed, by that answer, and has to be repeated later. */
  | { readonly kind: 'unanswered'; readonly result: Extract<SendResult, { kind: LookFailure }> };

/** A message of our own that carries a post's mark, as it stands in its channel. */
export type OwnMessage = {
  readonly id: string;
  /** The nonce of its post. */
  readonly mark: string;
  /** When it was posted, by Discord's clock. */
  readonly at: number;
  /** The events that its buttons name. */
  readonly events: readonly EventId[];
  /** Whether it is a notice, which reminds of nothing. */
  readonly isNews: boolean;
  readonly cards: readonly Pick<Card, 'title' | 'description'>[];
  /** The whole as it was sent; `null` where it was edited since. */
  readonly shown: Message | null;
};

/** Our own messages of a channel, or why they could not be read. */
export type RecentResult =
  | { readonly kind: 'read'; readonly messages: readonly OwnMessage[] }
  | Extract<LookResult, { readonly kind: 'blind' | 'stopping' | 'unanswered' }>;

/** The ways in which a request that only reads can fail. */
export type LookFailure = 'wait' | 'banned' | 'failed' | 'credentials';

/** One edit of a message of ours. It is idempotent: making it twice is harmless, so it needs no nonce. */
export type EditOrder = MayLeave & { readonly channel: ChannelId; readonly message: Message; readonly edits: string };

/**
 * The finding of a look at a channel: whether the bot may post there; `gone` where Discord has no such channel,
 * `unknown` where it did not say.
 */
export type FoundRest = 'open' | 'closed' | 'gone' | 'unknown';

/** The connection to Discord for posts. One call is one request: no retries inside, and nothing is thrown. */
export type Sender = {
  send(order: SendOrder): Promise<SendResult>;
  /** `removed` when somebody has deleted the message meanwhile. An edit never notifies anybody. */
  edit(order: EditOrder): Promise<SendResult>;
  /** Pins a message of ours. `closed` where the bot may not. Pinning twice is harmless. */
  pin(request: { channel: ChannelId; message: string }): Promise<SendResult>;
  /**
   * Publishes a message of ours in an announcement channel to those that follow it. `sent` also where it was published
   * before; `closed` with `channel closed` where the channel is none.
   */
  publish(request: { channel: ChannelId; message: string }): Promise<SendResult>;
  /**
   * Looks for a message of our own that carries `nonce` as its mark, from `since` (machine time of the first attempt,
   * taken a minute early) on. `known` is a message of ours that should be readable there, to prove that the history can
   * be read. It may take several requests; `slot` is asked before each.
   */
  look(request: {
    channel: ChannelId;
    nonce: string;
    since: number;
    known: string | null;
    slot(): Promise<boolean>;
  }): Promise<LookResult>;
  /**
   * Reads our own messages that carry a mark, from `since` (Discord's clock) on, newest first, at most 1,000 messages back.
   * `slot` is asked before each request.
   */
  recent(request: { channel: ChannelId; since: number; slot(): Promise<boolean> }): Promise<RecentResult>;
};
