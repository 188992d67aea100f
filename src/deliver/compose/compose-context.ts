import type { Instant } from '../../model/date.ts';
import { type Edge, isSameDate } from '../../model/edge.ts';
import type { EventId, EventList, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { SkipReason } from '../../model/post.ts';
import type { RecurringKind } from '../../model/recurring.ts';
import type {
  ChannelId,
  EventFilter,
  LeadDefaults,
  Owner,
  Subscription,
  SubscriptionClock,
} from '../../model/subscription.ts';
import type { MomentRow, NoticeRow, Outbox } from '../../outbox/outbox.ts';
import type { RecurringRow } from '../../outbox/registry.ts';
import type { OrderedList } from '../../plan/recurring/plan-board.ts';
import type { PlaceClock } from '../../plan/recurring/plan-digests.ts';
import type { DatedEvent } from '../../plan/reminders/derive-agenda.ts';
import type { Reader } from '../../time/reader.ts';

/** A board as it should read at an instant, and until when that stays true. */
export type DrawnBoard = { readonly message: Message; readonly changesAt: Instant };

/** The parts that boards and digests are made from, current at every call. */
export type RecurringSeen = {
  readonly list: EventList;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly outbox: Pick<Outbox, 'changes' | 'postByKey'>;
  find(channel: ChannelId, kind: RecurringKind): RecurringRow | null;
  /** The filter of the channel's subscription; one that lets everything through where it has none. */
  filter(channel: ChannelId): EventFilter;
  clock(owner: Owner): PlaceClock;
  reader(owner: Owner): Reader;
  pausedUntil(owner: Owner): Instant | null;
  /** Boards of this list as last drawn, by reader and filter: at midnight thousands of channels show the same few. */
  readonly drawn: Map<string, DrawnBoard & { readonly drawnAt: Instant }>;
  /** The whole list with its dates. */
  readonly all: readonly DatedEvent[];
  /** Makes a PNG of an SVG; `null` where no pictures are drawn. Rejects where it does not succeed. */
  readonly drawPicture: ((svg: string) => Promise<Uint8Array>) | null;
  /** Orders the whole list as it is at an instant. */
  order(now: Instant): OrderedList;
};

/** The present list, for looking events up. */
export type EventsById = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  find(id: EventId): { readonly event: ListEvent; readonly edges: readonly Edge[] } | null;
};

/** The parts that messages are built from besides their post. */
export type ComposeContext = {
  readonly list: EventsById;
  readonly outbox: Pick<Outbox, 'post' | 'moments' | 'editsOf'>;
  readonly subscription: Subscription | null;
  readonly clock: SubscriptionClock;
  /** By whose calendar and clock the message is written. */
  readonly reader: Reader;
  readonly leads: LeadDefaults;
  /** When the server's pause ends, or ended; `null` or absent where it has none. */
  readonly pausedUntil?: Instant | null;
  readonly now: Instant;
  readonly replay: boolean;
  readonly possiblyRepeated: boolean;
  /** The last stretch of world time in which the program did not run; `null` or absent where there was none. */
  readonly offline?: { readonly from: Instant; readonly to: Instant } | null;
};

/** A message, and the moments of its post that it was to report but does not. */
export type Composed = {
  readonly message: Message;
  readonly leftOut: readonly { readonly row: NoticeRow; readonly reason: SkipReason }[];
};

/**
 * Whether an earlier reminder of the same date stands in the channel, whose card says what a second one need not repeat
 * (docs/messages.md, rule 4). `rows` are the channel's of that event.
 */
export function hasCardAbove(
  row: Pick<MomentRow, 'post' | 'event' | 'edge' | 'sourceDate' | 'due'>,
  rows: readonly MomentRow[],
): boolean {
  return rows.some(
    (other) =>
      other.post !== row.post &&
      other.event === row.event &&
      other.lead !== null &&
      other.due < row.due &&
      other.state === 'sent' &&
      other.reason !== 'delivered and removed' &&
      isSameDate(other, row),
  );
}
