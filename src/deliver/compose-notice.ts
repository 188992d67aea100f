import type { EventChange } from '../model/change.ts';
import type { EventId } from '../model/event.ts';
import type { Message } from '../model/message.ts';
import type { NoticeBody } from '../model/post-body.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import { entriesOf } from '../plan/derive-agenda.ts';
import { restsBecause } from '../plan/match-filter.ts';
import { renderNotice } from '../render/render-notice.ts';
import { dateToldBy } from './compose-correction.ts';
import type { ComposeContext, EventsById } from './compose-message.ts';

/**
 * The message of a notice as it is true now: changes that have been overtaken by a later one are left to that one's
 * notice. `null` when none is left.
 */
export async function composeNotice(post: ClaimedPost, context: ComposeContext): Promise<Message | null> {
  const body = JSON.parse(post.body ?? '{}') as NoticeBody;
  const { list, subscription, now } = context;
  const changes = body.changes.filter((change) => stillHolds(change, list));
  if (changes.length === 0) return null;
  return renderNotice({
    changes,
    events: list.events,
    edges: (id) => list.find(id)?.edges ?? [],
    now,
    zone: context.clock.zone,
    ping: body.ping ? (subscription?.role ?? null) : null,
    mark: post.nonce,
    replay: context.replay,
    possiblyRepeated: context.possiblyRepeated,
    nextReminders: new Map(changes.flatMap(({ event }) => nextReminder(event, context))),
    corrected: await markedEvents(post, changes, context),
  });
}

/** Whether a change has not been overtaken by a later one since it was reserved. */
function stillHolds(change: EventChange, list: EventsById): boolean {
  const found = list.find(change.event);
  if (found === null || change.kind === 'removed') return found === null && change.kind === 'removed';
  const { event, edges } = found;
  const isOff = event.certainty === 'cancelled' || event.certainty === 'postponed';
  switch (change.kind) {
    case 'cancelled':
    case 'postponed':
      return event.certainty === change.kind;
    case 'outcome':
    case 'text only':
      return true;
    case 'confirmed':
    case 'became tentative': {
      const now = change.edge === null ? event.certainty : (event.dateCertainty ?? event.certainty);
      return now === change.certaintyAfter;
    }
    default: {
      if (isOff || change.edge === null || change.after === null) return !isOff;
      const edge = edges.find(({ kind }) => kind === change.edge);
      return (edge?.sourceDate ?? null) === change.after.sourceDate;
    }
  }
}

/** The events of which an earlier message of this channel tells what no longer holds. */
async function markedEvents(
  post: ClaimedPost,
  changes: readonly EventChange[],
  { outbox, list }: ComposeContext,
): Promise<ReadonlySet<EventId>> {
  const events = [...new Set(changes.map(({ event }) => event))];
  const rows = await outbox.moments({ channels: [post.channel], events });
  const earlier = rows.filter((row) => row.state === 'sent' && row.post !== post.id);
  return new Set(earlier.filter((row) => dateToldBy(row, list).state !== 'stands').map(({ event }) => event));
}

/** The next reminder that this channel will get of an event, if there is one. */
function nextReminder(id: string, { list, clock, leads, now }: ComposeContext): [string, { due: number }][] {
  const found = list.find(id);
  if (!found || restsBecause(found.event) !== null) return [];
  const group = { clock, subscriptions: [] };
  const due = found.edges
    .flatMap((edge) => entriesOf(found.event, edge, group, leads))
    .filter((entry) => !entry.merged && entry.due > now)
    .map((entry) => entry.due);
  return due.length === 0 ? [] : [[id, { due: Math.min(...due) }]];
}
