import type { Instant, Zone } from '../model/date.ts';
import type { Edge } from '../model/edge.ts';
import type { EventId, ListEvent } from '../model/event.ts';
import type { Message } from '../model/message.ts';
import type { Moment } from '../model/moment.ts';
import type { Subscription } from '../model/subscription.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import { decidePing } from '../plan/decide-ping.ts';
import { measureReminder } from '../render/fit-cards.ts';
import { renderCatchUp } from '../render/render-catch-up.ts';
import { renderReminder } from '../render/render-reminder.ts';
import type { SendableMoment } from './review-post.ts';

/** The list as it stands, for looking events up. */
export type EventsById = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  find(id: EventId): { readonly event: ListEvent; readonly edges: readonly Edge[] } | null;
};

/** Builds the message of a post from what it may say now. */
export function composeMessage(
  post: ClaimedPost,
  send: readonly SendableMoment[],
  how: {
    readonly list: EventsById;
    readonly subscription: Subscription | null;
    readonly zone: Zone;
    readonly now: Instant;
    readonly replay: boolean;
    readonly possiblyRepeated: boolean;
  },
): Message {
  const view = {
    items: send.map(({ event, edge, lead, row }) => ({ event, edge, lead, due: row.due })),
    events: how.list.events,
    now: how.now,
    zone: how.zone,
    ping: decidePing(
      send.map(({ event }) => event),
      how.subscription,
      post.ordinal,
    ),
    mark: post.nonce,
    possiblyRepeated: how.possiblyRepeated,
    replay: how.replay,
    checkedAt: null,
  };
  if (post.kind === 'catch-up') return renderCatchUp(view);
  return renderReminder({
    ...view,
    late: send.some((moment) => moment.late) && !post.addedLate,
    addedLate: post.addedLate,
  });
}

/** The characters a moment's card takes, for packing; 0 when the list has lost the event. */
export function measureMoment(moment: Moment, list: EventsById): number {
  const found = list.find(moment.event);
  const edge = found?.edges.find((candidate) => candidate.kind === moment.edge);
  if (!found || !edge) return 0;
  return measureReminder({ event: found.event, edge, lead: moment.lead, due: moment.due }, list.events);
}
