import type { EventChange } from '../../model/change.ts';
import type { SkipReason } from '../../model/post.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { ClaimedPost, MomentRow } from '../../outbox/outbox.ts';
import { newsToReport } from '../../plan/changes/net-changes.ts';
import { pingsBy } from '../../plan/changes/plan-notices.ts';
import { roleToPing } from '../../plan/reminders/decide-send.ts';
import { leadsAhead } from '../../plan/reminders/derive-agenda.ts';
import { isMuted } from '../../plan/reminders/match-filter.ts';
import { renderNotice } from '../../render/notice/render-notice.ts';
import type { ComposeContext, Composed } from './compose-context.ts';
import { isRowOf, readNoticeStates, unreadBefore } from './read-notices.ts';

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
  const reported = await changesToReport(post, rows, { ...context, subscription });
  const muted = post.moments.filter(({ event }) => isMuted(subscription.filter, event));
  const leftOut = [
    ...muted.map((row) => ({ row, reason: 'muted' as const })),
    ...reported.leftOut.filter(({ row }) => !muted.includes(row)),
  ];
  const changes = reported.changes.filter(({ event }) => !isMuted(subscription.filter, event));
  if (changes.length === 0) return leftOut[0]?.reason ?? null;
  const message = renderNotice({
    changes,
    events: list.events,
    edges: (id) => list.find(id)?.edges ?? [],
    now,
    zone: context.reader,
    ping: reported.ping ? roleToPing(subscription, 'notice') : null,
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

/**
 * Returns the changes that a notice reports when it is sent, out of those it was reserved for. Notices that nobody has
 * read wait in one channel until the last of them speaks for all: it compares what was read last with what holds now,
 * so that a date that went A, B, A while B was unsent is not mentioned at all, and nobody reads "not B" who never read
 * B. Changes that were overtaken are left out, and so are their rows: nobody read them. `rows` are all of these events
 * in the channel.
 */
export async function changesToReport(
  post: ClaimedPost<'notice'>,
  rows: readonly MomentRow[],
  context: Pick<ComposeContext, 'list' | 'outbox' | 'now'> & { readonly subscription: Subscription },
): Promise<NoticeContent> {
  const { revision, changes, ping: mayPingItself } = post.body;
  const own = Map.groupBy(changes, ({ event }) => event);
  const others = Map.groupBy(
    rows.filter((row) => row.post !== post.id),
    ({ event }) => event,
  );
  const reported: EventChange[] = [];
  const leftOut: LeftOut[] = [];
  let ping = false;
  for (const [event, mine] of own) {
    const mentions = post.moments.filter((row) => row.event === event);
    const states = await readNoticeStates(others.get(event) ?? [], context);
    if (states.some((one) => one.revision > revision && (one.read || one.ready))) {
      leftOut.push(...mentions.map((row) => ({ row, reason: 'told by notice' as const })));
      continue;
    }
    const unread = unreadBefore(states, revision, event);
    const found = context.list.find(event);
    const news = newsToReport(unread, mine, found);
    reported.push(...news);
    // A change counted from before an earlier notice to now covers everything the event has here.
    const unreported =
      unread.length > 0 && news.length > 0 ? [] : mentions.filter((row) => !news.some((one) => isRowOf(row, one)));
    leftOut.push(...unreported.map((row) => ({ row, reason: 'nothing to say' as const })));
    const mayPing = mayPingItself || unread.length > 0;
    ping ||= mayPing && news.some((change) => pingsBy(change, found?.event ?? null, context.subscription));
  }
  return { changes: reported, ping, leftOut };
}

type LeftOut = Composed['leftOut'][number];

/** The changes to report, whether one of them may ping, and the rows of the post that they do not cover. */
type NoticeContent = {
  readonly changes: readonly EventChange[];
  readonly ping: boolean;
  readonly leftOut: readonly LeftOut[];
};
