import type { Instant, LocalTime } from './date.ts';
import type { ChannelId, GuildId } from './subscription.ts';

/**
 * The messages that a channel can have besides reminders: the board, which is always there, and digests, which come by
 * the clock.
 */
export const RECURRING_KINDS = ['board', 'daily', 'weekly'] as const;
export type RecurringKind = (typeof RECURRING_KINDS)[number];

/** One board or digest of a channel, which has at most one of each kind. The filter is that of its subscription, if it has one. */
export type Recurring = {
  readonly guild: GuildId;
  readonly channel: ChannelId;
  readonly kind: RecurringKind;
  /** When a digest is posted, by the server's zone; `null`: at its posting time. A board has none. */
  readonly time: LocalTime | null;
  /** For `weekly`: 1 is Monday, 7 is Sunday; `null` otherwise. */
  readonly weekday: number | null;
  /** World time at which it was made or changed: nothing due before is posted. */
  readonly since: Instant;
  /** The reason of its pause, in words for people; `null` when it is active. */
  readonly paused: string | null;
};

/** The state of a board's message. */
export type BoardState = {
  /** The number of posts reserved for it: each has the key `boardKey(channel, since, count)`. */
  readonly count: number;
  /** A print of its last content: an equal one needs no edit. */
  readonly print: string | null;
  /** The number of times it was made anew after somebody deleted it. */
  readonly remade: number;
};

/** The state of a board that has shown nothing yet. */
export const NEW_BOARD: BoardState = { count: 0, print: null, remade: 0 };

/** The key of the `count`th post of a board. */
export function boardKey(channel: ChannelId, since: Instant, count: number): string {
  return `${boardPrefix(channel, since)}${count}`;
}

/** Whether a key belongs to a post of this board, and not of one before it in the same channel. */
export function isBoardKey(key: string | null, { channel, since }: Pick<Recurring, 'channel' | 'since'>): boolean {
  return key?.startsWith(boardPrefix(channel, since)) ?? false;
}

function boardPrefix(channel: ChannelId, since: Instant): string {
  return `board ${channel} ${since} `;
}

/** The reasons for which a new board is not pinned: the bot may not, Discord refuses it (as where a channel is full of pins), or it failed. */
export const PIN_REFUSALS = ['not allowed', 'refused', 'failed'] as const;
export type PinRefusal = (typeof PIN_REFUSALS)[number];

/** The reason of the pause of a board whose message somebody has deleted twice. */
export const DELETED_TWICE = 'deleted twice';
