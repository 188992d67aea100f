import type { Instant } from '../model/date.ts';
import type { EventId, EventList, ListEvent } from '../model/event.ts';
import type { RecurringKind } from '../model/recurring.ts';
import type { ChannelId, EventFilter, GuildId } from '../model/subscription.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RecurringRow } from '../outbox/registry.ts';
import type { OrderedList } from '../plan/recurring/plan-board.ts';
import type { PlaceClock } from '../plan/recurring/plan-digests.ts';

/** What boards and digests are made from, current at every call. */
export type RecurringSeen = {
  readonly list: EventList;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly outbox: Pick<Outbox, 'changes' | 'postByKey'>;
  find(channel: ChannelId, kind: RecurringKind): RecurringRow | null;
  /** What the channel's subscription wants; everything where it has none. */
  filter(channel: ChannelId): EventFilter;
  clock(guild: GuildId): PlaceClock;
  pausedUntil(guild: GuildId): Instant | null;
  /** The whole list as it stands at an instant. */
  order(now: Instant): OrderedList;
};
