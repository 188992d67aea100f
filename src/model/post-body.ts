import type { EventChange } from './change.ts';
import type { Instant, LocalDay } from './date.ts';
import type { Message } from './message.ts';
import type { UserId } from './subscription.ts';

/** What a notice's post carries besides its rows. */
export type NoticeBody = {
  /** The revision of the list that it tells of. */
  readonly revision: number;
  readonly changes: readonly EventChange[];
  /** Whether it may ping; how sure the events are still decides. */
  readonly ping: boolean;
};

/** What a correction's post carries: whose message it sets right, and the revision whose notice it links to. */
export type CorrectionBody = { readonly post: string; readonly revision: number };

/** What a digest's post carries: which one, and the local day it is of. What it says is worked out when it is sent. */
export type DigestBody = { readonly kind: 'daily' | 'weekly'; readonly day: LocalDay };

/**
 * What a board's post carries: a print of what it was to show when it was reserved. What it shows is worked out when it is
 * sent. `off` is when the board was switched off, where this is its last edit, which says so.
 */
export type BoardBody = { readonly print: string; readonly off?: Instant };

/** What goes to the place where a person asked, because their direct messages are closed: the message itself. */
export type PersonalBody = { readonly user: UserId; readonly message: Message };

/** The key of the post that tells a person elsewhere what a post in their direct messages could not. */
export function personalKey(post: string): string {
  return `personal ${post}`;
}
