import type { EventChange } from './change.ts';
import type { Instant, LocalDay } from './date.ts';
import type { Message } from './message.ts';
import type { Problem } from './problem.ts';
import type { ChannelId, UserId } from './subscription.ts';
import type { Todo } from './todo.ts';

/**
 * The kinds of posts: a reminder, several late ones in one, a notice of changes, the correction of an earlier message,
 * a message to the people who can fix something (a server's managers, the maintainers), the board or an edit of it, a
 * digest, and a message for a person whose direct messages turned out to be closed.
 */
export const POST_KINDS = [
  'reminder',
  'catch-up',
  'notice',
  'correction',
  'trouble',
  'board',
  'digest',
  'personal',
] as const;
export type PostKind = (typeof POST_KINDS)[number];

/** The kinds of posts that carry reminders, and nothing besides. */
export type ReminderKind = 'reminder' | 'catch-up';

/** The kinds that carry words of their own: unique by a key, without moments. */
export type KeyedKind = Exclude<PostKind, ReminderKind | 'notice'>;

/** The content of a notice besides its rows. */
export type NoticeBody = {
  /** The revision of the list that it reports. */
  readonly revision: number;
  readonly changes: readonly EventChange[];
  /** Whether it may ping; the certainty of the events still decides. */
  readonly ping: boolean;
};

/** The content of a correction: the post whose message it corrects, and the revision whose notice it links to. */
export type CorrectionBody = { readonly post: string; readonly revision: number };

/** The message to managers about one of their channels that has closed to the bot. */
export type ClosedChannel = { readonly what: 'closed'; readonly channel: ChannelId; readonly reason: DeadReason };

/** The message to the maintainers about a list that is held back because it lacks something of the one in force. */
export type ShorterList = {
  readonly what: 'list shorter';
  readonly version: string;
  /** The first few of those that are gone, or else of those that say less. */
  readonly titles: readonly string[];
  readonly gone: number;
  /** How many say less than before. */
  readonly poorer: number;
  readonly of: number;
  readonly files: readonly string[];
  /** Whether it waits for somebody to accept it; else it takes effect after a minute. */
  readonly waits: boolean;
};

/**
 * The message in a channel that had closed and is open again: how many reminders did not come, of which events, and the
 * changes of the list that it was not notified of.
 */
export type MissedWhileClosed = {
  readonly what: 'missed';
  readonly count: number;
  readonly titles: readonly string[];
  readonly changes?: readonly { readonly at: Instant; readonly change: EventChange }[];
};

/** The content of a message to the people who can fix something. */
export type TroubleBody =
  | ClosedChannel
  | MissedWhileClosed
  /** A channel's board was deleted twice and is paused. */
  | { readonly what: 'board gone'; readonly channel: ChannelId }
  /** `problems` are the first few of `count`. */
  | { readonly what: 'list broken'; readonly problems: readonly Problem[]; readonly count: number }
  | { readonly what: 'list well'; readonly events: number }
  | ShorterList
  | { readonly what: 'todo'; readonly todo: Todo }
  /** `todos` are the first few of `count`. */
  | { readonly what: 'todos'; readonly todos: readonly Todo[]; readonly count: number }
  /** `ahead` is the first sentence of a run about its list. */
  | { readonly what: 'started'; readonly at: Instant; readonly ahead: string }
  | { readonly what: 'stopped'; readonly at: Instant }
  /** Discord has closed the gateway for good; `why` is a sentence. Kept under this name in the states of earlier versions. */
  | { readonly what: 'deaf'; readonly why: string }
  /** The state that should be in its folder is not; `why` says what is known of it. */
  | { readonly what: 'state missing'; readonly why: string }
  /** The machine's clock differs from Discord's; `why` says by how much, and what to do. */
  | { readonly what: 'wrong clock'; readonly why: string };

/** The content of a digest's post: its kind and its local day. Its text is made when it is sent. */
export type DigestBody = { readonly kind: 'daily' | 'weekly'; readonly day: LocalDay };

/**
 * The content of a board's post: a print of what it was to show when it was reserved. Its text is made when it is sent.
 * `off` is when the board was switched off, where this is its last edit, which says so.
 */
export type BoardBody = { readonly print: string; readonly off?: Instant };

/** A message for the channel where a person asked for it, because their direct messages are closed. */
export type PersonalBody = { readonly user: UserId; readonly message: Message };

/** The content of each kind of post besides its moments; `null` for kinds that have none. */
type PostBodies = {
  readonly reminder: null;
  readonly 'catch-up': null;
  readonly notice: NoticeBody;
  readonly correction: CorrectionBody;
  readonly trouble: TroubleBody;
  readonly board: BoardBody;
  readonly digest: DigestBody;
  readonly personal: PersonalBody;
};

/** A kind of post together with its content: a union by `kind`, or one member of it. */
export type PostContent<Kind extends PostKind = PostKind> = {
  readonly [One in Kind]: { readonly kind: One; readonly body: PostBodies[One] };
}[Kind];

/** The key of the post that brings elsewhere a message that a person's closed direct messages refused. */
export function personalKey(post: string): string {
  return `personal ${post}`;
}

/** `waiting` and `sending` are open; the rest are final. */
export const POST_STATES = ['waiting', 'sending', 'sent', 'skipped', 'dead', 'uncertain'] as const;
export type PostState = (typeof POST_STATES)[number];

/** A moment's state. `reserved` is open: its post has not ended yet. */
export const MOMENT_STATES = ['reserved', 'sent', 'skipped', 'dead', 'uncertain'] as const;
export type MomentState = (typeof MOMENT_STATES)[number];

/** The reasons why a moment was not sent although it was due, or never will be. */
export const SKIP_REASONS = [
  'same instant',
  'superseded',
  'before change',
  'before subscription',
  'not asked for then',
  'told by notice',
  'event moved',
  'event cancelled',
  'event postponed',
  'event removed',
  'event over',
  'too late',
  'muted',
  'unsubscribed',
  'no longer wanted',
  'nothing to say',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** The reasons why a moment or post ended without a message that anybody can read. */
export const DEAD_REASONS = [
  'unknown channel',
  'missing access',
  'missing permission',
  'refused content',
  'channel closed',
  'direct messages closed',
  'gave up',
  'unreadable',
] as const;
export type DeadReason = (typeof DEAD_REASONS)[number];

/** Why a channel of a server rests until it can be posted to again: Discord said so of the channel, not of a message. */
export const REST_REASONS = [
  'unknown channel',
  'missing access',
  'missing permission',
  'channel closed',
] as const satisfies readonly DeadReason[];
export type RestReason = (typeof REST_REASONS)[number];

/** Whether what a channel gets rests because the channel closed to the bot; what a person has paused does not. */
export function isResting(paused: string | null): paused is RestReason {
  return REST_REASONS.some((reason) => reason === paused);
}

/** Whether it is paused by somebody's will: what falls due where a channel only rests is tried, for it may be open again. */
export function isSwitchedOff(paused: string | null): boolean {
  return paused !== null && !isResting(paused);
}

/** The ways in which a moment was sent. */
export const SENT_REASONS = ['on time', 'late', 'added late', 'caught up', 'delivered and removed', 'found'] as const;
export type SentReason = (typeof SENT_REASONS)[number];

/** A message that is to be published to those that follow its channel, and one that was. */
export const PUBLISH_DUE = 'due';
export const PUBLISHED = 'done';

/** The reasons of our own for a message that was not published. */
export const PUBLISH_REASONS = ['publish limit', 'publish late'] as const;
export type PublishReason = (typeof PUBLISH_REASONS)[number];

/** Why the followers of its channel did not get a message; `null` where they did, or are not to. */
export function whyUnpublished({ published }: { readonly published?: string }): string | null {
  return published === undefined || published === PUBLISH_DUE || published === PUBLISHED ? null : published;
}

/** Most problems or to-dos in one body: as many as fit into a card with room to spare. */
export const MOST_LISTED = 10;
