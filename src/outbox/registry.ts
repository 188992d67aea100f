import type { Instant, MachineInstant } from '../model/date.ts';
import type { DeadReason, KeyedKind, PostContent } from '../model/post.ts';
import type { BoardState, PinRefusal, Recurring, RecurringKind } from '../model/recurring.ts';
import type {
  ChannelId,
  ChosenLeads,
  EventFilter,
  GuildId,
  GuildSettings,
  PersonSettings,
  Subscriber,
  Subscription,
} from '../model/subscription.ts';
import type { PlannedPost } from './outbox.ts';

/**
 * A change that the next tick has yet to settle (product rule 9). `created` (also: resumed) posts nothing for the past;
 * `changed` makes up for missed reminders that were asked for before it too: of events that the filter `before` let
 * through, at times that the leads `asked` for.
 */
export type Unsettled =
  | { readonly cause: 'created' }
  | { readonly cause: 'changed'; readonly before: EventFilter; readonly asked: ChosenLeads };

/** A subscription with its unsettled change. */
export type SubscriptionRow = Subscription & {
  readonly unsettled: Unsettled | null;
  /** Rises with every change of this row. */
  readonly version: number;
};

/** A board or digest with the state of a board's message; `null` for digests. */
export type RecurringRow = Recurring & { readonly board: BoardState | null };

/** When and why a channel closed to the bot, kept until it closes again or its server is removed. */
export type Closing = {
  readonly guild: GuildId;
  readonly channel: ChannelId;
  readonly reason: DeadReason;
  /** When what it gets was paused, in world time. */
  readonly since: Instant;
  /** The earliest due instant among the posts open there at that time: anything due before is not affected. */
  readonly missedFrom: Instant;
  /** How often it has refused the bot again since. */
  readonly tries: number;
  /** When it is looked at again, by the machine's clock; 0: as soon as it can be. */
  readonly nextLook: MachineInstant;
  /** Since when Discord has no such channel any more, in world time; `null` where it is hidden, locked or not known. */
  readonly gone: Instant | null;
  /** When it was found open again, in world time; `null` while it rests. */
  readonly reopened: Instant | null;
};

/** How many rows of one server or person were deleted. */
export type Forgotten = Readonly<Record<'subscriptions' | 'recurring' | 'settings' | 'posts' | 'reminders', number>>;

/** A server that the bot is no longer in, and since when, in world time. */
export type LeftServer = { readonly guild: GuildId; readonly since: Instant };

/** A board whose pin Discord did not take, and when, in world time. */
export type RefusedPin = { readonly channel: ChannelId; readonly why: PinRefusal; readonly at: Instant };

/** Somebody else has changed what the caller made its change from. Nothing was written; the caller begins anew. */
export class OvertakenError extends Error {
  constructor() {
    super('Somebody else has changed the same meanwhile.');
  }
}

/** A closing as it begins. */
export type NewClosing = Pick<Closing, 'guild' | 'channel' | 'reason' | 'since'>;

/**
 * Keeps durably who gets what. Every write is one transaction and raises `revision`, so that a process that holds the
 * rows in memory knows when to read them again. A write that is given `over`, what its caller has read and made the change
 * from, rejects with an `OvertakenError` where something else stands there by now; left out, it replaces whatever is there.
 */
export type Registry = {
  /** Rises with every change of a subscription or a server's settings. */
  revision(): Promise<number>;
  subscriptions(): Promise<readonly SubscriptionRow[]>;
  /**
   * The subscriptions changed after `revision`, and how many there are in all: a caller that would then hold another
   * number knows that some were removed.
   */
  subscriptionsSince(revision: number): Promise<{ readonly rows: readonly SubscriptionRow[]; readonly count: number }>;
  subscription(channel: ChannelId): Promise<SubscriptionRow | null>;
  /**
   * Creates or replaces the channel's subscription. `unsettled` is `created` for a new or resumed one, `changed` with
   * the filter before otherwise; an earlier change that is not settled yet keeps its own, older mark.
   */
  putSubscription(
    subscription: Subscription,
    over?: Pick<SubscriptionRow, 'version'> | null,
  ): Promise<{ readonly before: Subscription | null }>;
  /** Removes it and returns it; its history stays in the outbox. */
  removeSubscription(channel: ChannelId, over?: Pick<SubscriptionRow, 'version'>): Promise<Subscription | null>;
  /**
   * Pauses with a reason that people can read, or resumes with `null`; a resumed one posts nothing for the past. One
   * that is paused already keeps its reason. False when there was none to pause or to resume; resuming an active one is
   * true.
   */
  pauseSubscription(channel: ChannelId, reason: string | null, since: number): Promise<boolean>;
  /**
   * Pauses everything that the channel gets and that is not paused yet (subscription, board, digests), in one write
   * with the note of it. False when there was nothing left to pause: then nothing is written. `post` is the one that
   * was refused.
   */
  pauseChannel(closing: NewClosing & { readonly post: string }): Promise<boolean>;
  /** The last closing of each channel that ever closed; most of those may be open again. */
  closings(): Promise<readonly Closing[]>;
  /** Writes a closing over the note of it, such as the time of its next look. Raises no revision. */
  noteClosing(closing: Closing): Promise<void>;
  /**
   * Resumes what rests in a channel because it closed (subscription, board, digests), in one write with the note of it;
   * what a person has paused stays so. False when nothing rested.
   */
  reopenChannel(request: {
    readonly guild: GuildId;
    readonly channel: ChannelId;
    readonly at: Instant;
  }): Promise<boolean>;
  /**
   * Removes all that a channel gets (subscription, board, digests) and the note of its closing, in one write; its history
   * stays in the outbox. False where it gets nothing.
   */
  removeChannel(request: { readonly guild: GuildId; readonly channel: ChannelId }): Promise<boolean>;
  /** Notes that a server's managers were told something, by its key. True where they had not been told it before. */
  noteTold(guild: GuildId, key: string): Promise<boolean>;
  guildSettings(): Promise<readonly GuildSettings[]>;
  /**
   * Writes a server's settings. Where zone or posting time change, all its subscriptions become `changed` and their window
   * begins at `since`; nothing else moves either. What may be left out then stays as it is, so that setting the clock
   * ends no pause; `null` takes it away. Rows read back carry it only while it is set.
   */
  putGuildSettings(
    settings: GuildSettings,
    since: number,
    over?: GuildSettings | null,
  ): Promise<{ readonly before: GuildSettings | null }>;
  personSettings(): Promise<readonly PersonSettings[]>;
  /**
   * Writes a person's settings; a `locale` left out stays. Where their clock changes, their subscription becomes `changed`
   * and its window begins at `since`.
   */
  putPersonSettings(settings: PersonSettings, since: number, over?: PersonSettings | null): Promise<void>;
  /** Notes the language of a server or a person, as Discord gives it; settles nothing. */
  noteLocale(owner: Subscriber, locale: string): Promise<void>;
  /** Every board and digest, with the state of a board. Their changes raise `revision` too. */
  recurring(): Promise<readonly RecurringRow[]>;
  /** Creates or replaces the channel's board or digest of that kind; a board begins anew. `over` is all of that channel. */
  putRecurring(recurring: Recurring, over?: readonly Recurring[]): Promise<{ readonly before: Recurring | null }>;
  /** Removes it and returns it. */
  removeRecurring(channel: ChannelId, kind: RecurringKind): Promise<Recurring | null>;
  /** Pauses with a reason that people can read, or resumes with `null`. False when there is none. */
  pauseRecurring(channel: ChannelId, kind: RecurringKind, reason: string | null): Promise<boolean>;
  /** Records a board's state; raises no revision. */
  noteBoard(channel: ChannelId, state: BoardState): Promise<void>;
  /** Notes how the pin of a channel's new board ended; `null` where it is pinned. Raises no revision. */
  notePin(guild: GuildId, channel: ChannelId, refused: Pick<RefusedPin, 'why' | 'at'> | null): Promise<void>;
  /** The boards of a server whose pin was refused; a board of theirs may be gone by now. */
  refusedPins(guild: GuildId): Promise<readonly RefusedPin[]>;
  /**
   * Deletes every row of one server or person, for removal on request; with a person's, the messages posted in a
   * server's channel in their stead, and with a server's, the notes of its closings.
   */
  forget(owner: Subscriber): Promise<Forgotten>;
  /** The servers that have a subscription, settings, a board or a digest. */
  servers(): Promise<readonly GuildId[]>;
  /** Marks a server as left at `since`, unless it is marked already; `null` takes the mark away. Raises no revision. */
  markLeft(guild: GuildId, since: Instant | null): Promise<void>;
  leftServers(): Promise<readonly LeftServer[]>;
  /** Small facts by name, such as the shape of the commands last registered. */
  recall(name: string): Promise<string | null>;
  remember(name: string, value: string): Promise<void>;
  /** Changes one, from what it is at that moment; nobody else writes it meanwhile. */
  revise(name: string, change: (value: string | null) => string): Promise<void>;
};

/**
 * Makes a post that carries words of its own and is unique by its key: `body` is its kind's content. It carries no
 * moments. `edits` is the message that it changes; left out for a new one.
 */
export function keyedPost({
  edits = null,
  ...post
}: Pick<PlannedPost, 'owner' | 'channel' | 'due' | 'urgency'> &
  PostContent<KeyedKind> & { readonly key: string; readonly edits?: string | null }): PlannedPost<KeyedKind> {
  return { ...post, ordinal: 0, addedLate: false, edits, moments: [] };
}
