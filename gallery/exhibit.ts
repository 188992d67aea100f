import type { Instant } from '../src/model/date.ts';
import type { Message } from '../src/model/message.ts';

/** One message as somebody sees it. */
export type Exhibit = {
  readonly title: string;
  readonly message: Message;
  /** When it is read: "in 5 minutes" counts from then. */
  readonly now: Instant;
  /** Who sees it, where that is not the whole channel. */
  readonly seenBy?: string;
  /** What it is an example of, as `post reminder`, `change extended`, `command /dates next`: every kind must have one. */
  readonly of: readonly string[];
};

/** Exhibits that belong together. */
export type Room = { readonly title: string; readonly about: string; readonly exhibits: readonly Exhibit[] };
