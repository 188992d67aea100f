/**
 * What a post is: a reminder, several late ones in one, a word on a change, the correction of an earlier message, or a
 * word to the people who can mend something (a server's managers, the maintainers); the board or an edit of it, a digest,
 * and what a person asked for in direct messages that turned out to be closed.
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

/** `waiting` and `sending` are open; the rest are final. */
export const POST_STATES = ['waiting', 'sending', 'sent', 'skipped', 'dead', 'uncertain'] as const;
export type PostState = (typeof POST_STATES)[number];

/** A moment's state. `reserved` is open: its post has not ended yet. */
export const MOMENT_STATES = ['reserved', 'sent', 'skipped', 'dead', 'uncertain'] as const;
export type MomentState = (typeof MOMENT_STATES)[number];

/** Why a moment was not sent although it was due, or never will be. */
export const SKIP_REASONS = [
  'same instant',
  'superseded',
  'before change',
  'before subscription',
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

/** Why a moment or post ended without a message that anybody can read. */
export const DEAD_REASONS = [
  'unknown channel',
  'missing access',
  'missing permission',
  'refused content',
  'channel closed',
  'direct messages closed',
  'gave up',
] as const;
export type DeadReason = (typeof DEAD_REASONS)[number];

/** How a moment that was sent was sent. */
export const SENT_REASONS = ['on time', 'late', 'added late', 'caught up', 'delivered and removed'] as const;
export type SentReason = (typeof SENT_REASONS)[number];
