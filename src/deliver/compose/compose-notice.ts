import type { SkipReason } from '../../model/post.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import { roleToPing } from '../../plan/reminders/decide-send.ts';
import { leadsAhead } from '../../plan/reminders/leads-ahead.ts';
import { isMuted } from '../../plan/reminders/match-filter.ts';
import { renderNotice } from '../../render/notice/render-notice.ts';
import { changesToReport } from './changes-to-report.ts';
import type { ComposeContext, Composed } from './compose-context.ts';

/**
 * Builds the message of a notice as it is true now: changes overtaken by a later one are left to that one's notice, and
 * their rows left out. The reason, or `null`, when none is left.
 */
export async function composeNotice(
  post: ClaimedPost<'notice'>,
  context: ComposeContext,
): Promise<Composed | SkipReason | null> {
  const { list, subscription, now } = context;
  // It may have been held for hours, and meanwhile the event may have been muted or the subscription ended.
  if (subscription === null || subscription.paused !== null) return null;
  const events = [...new Set(post.body.changes.map(({ event }) => event))];
  const rows = await context.outbox.moments({ channels: [post.channel], events });
  const said = await changesToReport(post, rows, { ...context, subscription });
  const muted = post.moments.filter(({ event }) => isMuted(subscription.filter, event));
  const leftOut = [
    ...muted.map((row) => ({ row, reason: 'muted' as const })),
    ...said.leftOut.filter(({ row }) => !muted.includes(row)),
  ];
  const changes = said.changes.filter(({ event }) => !isMuted(subscription.filter, event));
  if (changes.length === 0) return leftOut[0]?.reason ?? null;
  const message = renderNotice({
    changes,
    events: list.events,
    edges: (id) => list.find(id)?.edges ?? [],
    now,
    zone: context.clock.zone,
    ping: said.ping ? roleToPing(subscription, 'notice') : null,
    mark: post.nonce,
    replay: context.replay,
    possiblyRepeated: context.possiblyRepeated,
    nextReminders: new Map(changes.flatMap(({ event }) => nextReminder(event, context))),
  });
  return { message, leftOut };
}

/** The next reminder that this channel will get of an event, if there is one. */
function nextReminder(id: string, context: ComposeContext): [string, { due: number }][] {
  const found = context.list.find(id);
  if (!found) return [];
  const [next] = leadsAhead(found, { ...context, defaults: context.leads }, context.now);
  return next === undefined ? [] : [[id, { due: next.due }]];
}
