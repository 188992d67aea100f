import type { RecurringSeen } from '../deliver/recurring-view.ts';
import type { ListIndex } from '../list/index/index-list.ts';
import { firstAfter, orderEvents } from '../list/index/order-events.ts';
import type { Instant } from '../model/date.ts';
import type { EventFilter } from '../model/subscription.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OrderedList } from '../plan/recurring/plan-board.ts';
import type { Catalogue } from './catalogue.ts';
import type { Roster } from './roster.ts';

/** An ordering of the list, from when and until when it is right. */
type Ordered = {
  readonly catalogue: Catalogue;
  readonly from: Instant;
  readonly until: Instant;
  readonly list: OrderedList;
};

const EVERYTHING: EventFilter = { topics: null, kinds: null };

/**
 * What boards and digests are made from, as it is when it is called. The list is in the order in which `/events` shows it;
 * one ordering serves until a date passes.
 */
export function makeRecurringSight(parts: {
  readonly outbox: Pick<Outbox, 'changes' | 'postByKey'>;
  readonly roster: Roster;
  catalogue(): Catalogue;
}): () => RecurringSeen {
  const { outbox, roster } = parts;
  let ordered: Ordered | null = null;
  return () => {
    const catalogue = parts.catalogue();
    return {
      outbox,
      list: catalogue.list,
      events: catalogue.events,
      find: (channel, kind) => roster.recurring().find((row) => row.channel === channel && row.kind === kind) ?? null,
      filter: (channel) => roster.find(channel)?.filter ?? EVERYTHING,
      clock: (guild) => roster.place(guild),
      pausedUntil: (guild) => roster.pausedUntil(guild),
      order(now) {
        if (ordered?.catalogue !== catalogue || now < ordered.from || now >= ordered.until) {
          const index = catalogue.index();
          ordered = { catalogue, from: now, until: nextTurn(index, now), list: orderEvents(index, now) };
        }
        return ordered.list;
      },
    };
  };
}

/** When the next event begins or is over: until then every event stays where the ordering has it. */
function nextTurn(index: ListIndex, now: Instant): Instant {
  const anchor = index.edges[firstAfter(index.edges, now)]?.edge.anchor ?? Number.POSITIVE_INFINITY;
  return index.endings.reduce(
    (next, { span }) => (span.over !== null && span.over > now ? Math.min(next, span.over) : next),
    anchor,
  );
}
