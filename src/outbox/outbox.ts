import type { EventChange } from '../model/change.ts';
import type { Instant, MachineInstant } from '../model/date.ts';
import type { EventId, EventList } from '../model/event.ts';
import type { Message } from '../model/message.ts';
import type { Moment, NoticeMoment } from '../model/moment.ts';
import type {
  DeadReason,
  MomentState,
  PostContent,
  PostKind,
  PostState,
  ReminderKind,
  SentReason,
  SkipReason,
} from '../model/post.ts';
import type { ChannelId, Defaults, Owner } from '../model/subscription.ts';
import type { Lease } from './leases.ts';
import type { MomentSettlement, Settlement } from './settlement.ts';

/** The fields of a post that are fixed when it is reserved, besides its content. */
type PlannedHead = {
  readonly owner: Owner;
  readonly channel: ChannelId;
  /** When it is due in world time. */
  readonly due: Instant;
  /**
   * The nearest anchor in it: posts are claimed in this order, so that the last minute never waits for the far week.
   */
  readonly urgency: Instant;
  /** 0 for the first post of a channel and instant; later ones never ping (product rule 4). */
  readonly ordinal: number;
  /** True for a reminder that a change of list or subscription added after its instant (product rule 9). */
  readonly addedLate: boolean;
  /**
   * The unique key of a post that carries no moments (a message to managers, a digest, an edit): reserving a known key
   * makes nothing. `null` for posts that carry moments, which are unique by those.
   */
  readonly key: string | null;
  /** The id of a message of ours that is to be edited instead of posting a new one; `null` for a new message. */
  readonly edits: string | null;
};

/** The moments of a post of one kind: reminders, dates in a notice, or none. */
type MomentsOf<Kind extends PostKind, Reminder, Notice> = Kind extends ReminderKind
  ? readonly Reminder[]
  : Kind extends 'notice'
    ? readonly Notice[]
    : readonly never[];

/** One message to be reserved: a union by its kind, as far as `Kind` leaves it open. */
export type PlannedPost<Kind extends PostKind = PostKind> = {
  readonly [One in Kind]: PlannedHead & PostContent<One> & { readonly moments: MomentsOf<One, Moment, NoticeMoment> };
}[Kind];

/** The writes of one tick, or of one settled change. Repeating it is harmless: a moment's key is unique. */
export type Reservation = {
  readonly posts: readonly PlannedPost[];
  readonly skipped: readonly { readonly moment: Moment; readonly reason: SkipReason }[];
  /** Moves the watermark to this instant, in the last transaction. `null` leaves it. */
  readonly watermark: Instant | null;
  /**
   * Subscriptions whose change is settled by this reservation (product rule 9), with the version of the row that was
   * looked at: one that was changed again meanwhile keeps its mark.
   */
  readonly settledChannels: readonly { readonly channel: ChannelId; readonly version: number }[];
  /**
   * The list whose change is settled by it, to compare the next one with; the defaults that moments also depend on; and
   * the changes, for `/dates changes`. Raises the list's revision by one.
   */
  readonly settledList: {
    readonly list: EventList;
    readonly defaults: Defaults;
    readonly changes: readonly RecordedChange[];
  } | null;
  /** The lease by which this process alone plans; left out where the content of the reservation asks for none. */
  readonly under?: Lease;
};

/** One change of the list as history. */
export type RecordedChange = { readonly at: Instant; readonly change: EventChange };

/** The state of a moment, with its reason and its post; `null` where it has none. */
type MomentEnd = {
  readonly state: MomentState;
  readonly reason: SkipReason | DeadReason | SentReason | string | null;
  readonly post: string | null;
};

/** A reminder as a row. */
export type ReminderRow = Moment & MomentEnd;

/** A date in a sent or open notice, as a row. */
export type NoticeRow = NoticeMoment & MomentEnd;

/** A moment as a row. */
export type MomentRow = ReminderRow | NoticeRow;

/** A post that this process holds a lease on; its moments are those still `reserved`, without those skipped earlier. */
export type ClaimedPost<Kind extends PostKind = PostKind> = {
  readonly [One in Kind]: PlannedHead &
    PostContent<One> &
    Held & { readonly moments: MomentsOf<One, ReminderRow, NoticeRow> };
}[Kind];

type Held = {
  readonly id: string;
  /** Frozen at reservation; at most 25 characters. */
  readonly nonce: string;
  readonly lease: string;
  readonly leaseUntil: MachineInstant;
  /** Attempts made so far. */
  readonly attempts: number;
  /** The first attempt that may have reached Discord and was never answered; `null` when there is none. */
  readonly firstUnanswered: MachineInstant | null;
  /** The message as it was last attempted, byte for byte; `null` before the first attempt. */
  readonly payload: Message | null;
};

/** A post as a row, for answers and for the outbox. */
export type PostRow<Kind extends PostKind = PostKind> = PlannedHead &
  PostContent<Kind> & {
    readonly id: string;
    readonly state: PostState;
    readonly reason: string | null;
    readonly attempts: number;
    readonly message: string | null;
    readonly sentAt: Instant | null;
    /**
     * The first attempt that may have reached Discord and was never answered; `null` when there is none. A payload alone
     * says less: it stays after an attempt that surely did not arrive.
     */
    readonly firstUnanswered: MachineInstant | null;
    /** The message as it was last attempted; `null` before the first attempt. */
    readonly payload: Message | null;
    /**
     * Of a message in an announcement channel: `due`, `done`, or why those that follow the channel did not get it; left
     * out where it is not for them.
     */
    readonly published?: string;
  };

/** Figures for `/datewatch check` and health. */
export type OutboxSummary = {
  readonly waiting: number;
  readonly sending: number;
  readonly sent: number;
  readonly dead: number;
  readonly uncertain: number;
  readonly lastSentAt: Instant | null;
};

/**
 * The durable ledger between the plan and Discord. Guarantees every store keeps:
 * - A moment's key is unique for ever; `reserve` of a known key changes nothing and makes no post for it.
 * - A post's nonce is fixed when it is reserved and never changes.
 * - A post is held by at most one lease at a time; every write with a lease that is lost changes nothing and says so.
 * - What a method has returned from survives kill -9 and power loss.
 */
export type Outbox = {
  /** The end of the last window that was fully reserved; `null` in an empty state. */
  watermark(): Promise<Instant | null>;
  /**
   * Moves the watermark back to `now`, where a clock that was ahead had put it further. Leaves an earlier one. `under` as
   * in `reserve`.
   */
  takeBack(now: Instant, under?: Lease): Promise<void>;
  /**
   * Writes in several transactions where there is much, the watermark and settled marks in the last. Returns the posts made.
   * Rejects, and changes nothing more, where the lease that it is made `under` is another's by now.
   */
  reserve(reservation: Reservation): Promise<number>;
  /**
   * Takes up to `limit` open posts that are ready at `now` and due at `world`, most urgent first; servers take turns
   * among the equally urgent ones of a reservation. Those with expired leases are included. A post may be reserved before it is due: it is held (quiet hours, a pause), and the later posts of
   * its channel pass it. A ready time or a lease's end more than `LONGEST_WAIT_MS` ahead counts as past: it was set
   * before the machine's clock was set back.
   */
  claim(request: {
    now: MachineInstant;
    world: Instant;
    leaseMs: number;
    limit: number;
    except: readonly ChannelId[];
  }): Promise<ClaimedPost[]>;
  /**
   * Records that an attempt is about to be made, with the message as it will be sent. False when the lease is lost or
   * has expired at `now`: then nothing may be sent. `skipped` are the moments that the message leaves out: they end
   * with it, so that a message found later is known to hold all moments that are still reserved.
   */
  recordAttempt(attempt: {
    post: string;
    lease: string;
    now: MachineInstant;
    payload: Message;
    skipped?: readonly MomentSettlement[];
  }): Promise<boolean>;
  /** Ends or hands back a claimed post. False when the lease was lost: another process owns the post now. */
  settle(settlement: Settlement): Promise<boolean>;
  /** The posts whose message is yet to be published, oldest first. */
  toPublish(limit: number): Promise<PostRow[]>;
  /** Notes how that ended, once: `null` where the channel turned out to have no followers. */
  notePublished(post: string, published: string | null): Promise<void>;
  /**
   * Moves moments out of a post into the channel's waiting post of the same kind that was never attempted, or into a new
   * one. Only for moments that have surely not been sent. False when the lease was lost.
   */
  rehome(move: { from: string; lease: string; into: PlannedPost<ReminderKind> }): Promise<boolean>;
  /**
   * Frees the posts of processes that are gone, at once. Where the state has one owner only, those are all that were held
   * before: that one calls it at its start and not again. Returns how many.
   */
  releaseDead(): Promise<number>;
  /**
   * Whether this process may still act on what it claimed under that lease, by its own clock and without asking anybody.
   * Asked right before a request leaves: a process that was stopped for a while may find that it is another's by now.
   */
  mayAct(lease: string): boolean;
  /**
   * Deletes up to `limit` posts and moments that ended and whose dates lie before `before`; posts without a date by when they
   * were due. Those of the events to `keep` stay, and boards. Goes on from `cursor`, at first `null`; `next` is `null` once all
   * has been looked at.
   */
  dropPast(request: {
    before: Instant;
    keep: readonly EventId[];
    cursor: string | null;
    limit: number;
  }): Promise<{ readonly dropped: number; readonly next: string | null }>;
  /** When the next open post that is due at `world` becomes ready, for the loop's sleep; `null` when there is none. */
  nextReady(world: Instant): Promise<MachineInstant | null>;
  /** When the next post that is held, due after `world`, falls due; `null` when none is. */
  nextHeld(world: Instant): Promise<Instant | null>;
  /**
   * Moves held posts of a channel that fall due after `due` to that instant, with their moments: the quiet hours or the
   * pause that held them end sooner. Returns how many.
   */
  bringForward(request: { channel: ChannelId; due: Instant }): Promise<number>;
  /** Reads rows of moments, for settling changes and for answers. An event passes both filters. */
  moments(request: { channels: readonly ChannelId[] | null; events: readonly EventId[] | null }): Promise<MomentRow[]>;
  /** Posts of a channel, newest first. `null` channel: all that are open, dead or uncertain. */
  posts(request: { channel: ChannelId | null; limit: number }): Promise<PostRow[]>;
  /** A message of ours known to be in that channel, to prove that its history can be read; newest first. */
  lastMessage(channel: ChannelId): Promise<string | null>;
  summary(): Promise<OutboxSummary>;
  /** The newest messages over all channels, newest first; edits of earlier ones are none. */
  recent(limit: number): Promise<PostRow[]>;
  /** One post by its id; `null` when there is none. */
  post(id: string): Promise<PostRow | null>;
  /** One post by its key; `null` when there is none. */
  postByKey(key: string): Promise<PostRow | null>;
  /**
   * The post that brought that message of a channel, with its moments; `null` where none is known. A post that only
   * edited the message is never it.
   */
  postOfMessage(request: {
    channel: ChannelId;
    message: string;
  }): Promise<{ readonly post: PostRow; readonly moments: readonly MomentRow[] } | null>;
  /** The posts that edit that message, whatever became of them. */
  editsOf(request: { readonly channel: ChannelId; readonly message: string }): Promise<PostRow[]>;
  /**
   * The version of the list that was last settled, its defaults, and how many lists were settled; `null` in an empty
   * state.
   */
  settledList(): Promise<{ version: string; defaults: Defaults; revision: number } | null>;
  /** That list itself, which may be long; `null` in an empty state. */
  lastList(): Promise<EventList | null>;
  /** Changes of the list after `since`, newest first. */
  changes(request: { since: Instant; limit: number }): Promise<RecordedChange[]>;
};

/** Makes a reservation with these fields; the others reserve nothing. */
export function makeReservation(some: Partial<Reservation>): Reservation {
  return { posts: [], skipped: [], watermark: null, settledChannels: [], settledList: null, ...some };
}
