import type { Message } from '../model/message.ts';
import type { NoticeBody } from '../model/post-body.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import { entriesOf } from '../plan/derive-agenda.ts';
import { restsBecause } from '../plan/match-filter.ts';
import { renderNotice } from '../render/render-notice.ts';
import type { ComposeContext } from './compose-message.ts';

/**
 * The message of a notice as it is true now: changes that have been overtaken by a later one are left to that one's
 * notice. `null` when none is left.
 */
export function composeNotice(post: ClaimedPost, context: ComposeContext): Message | null {
  const body = JSON.parse(post.body ?? '{}') as NoticeBody;
  const { list, subscription, now } = context;
  const changes = body.changes.filter((change) => {
    if (change.edge === null || change.after === null) return true;
    const edge = list.find(change.event)?.edges.find(({ kind }) => kind === change.edge);
    return (edge?.sourceDate ?? null) === change.after.sourceDate;
  });
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
    corrected: changes.some(({ before }) => before !== null),
  });
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
