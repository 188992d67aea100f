import type { EventChange } from '../model/change.ts';
import type { EventId } from '../model/event.ts';
import type { NoticeBody } from '../model/post-body.ts';
import type { Subscription } from '../model/subscription.ts';
import type { ClaimedPost, MomentRow, PostRow } from '../outbox/outbox.ts';
import type { DatedEvent } from '../plan/derive-agenda.ts';
import { restsBecause } from '../plan/match-filter.ts';
import { netChanges } from '../plan/net-changes.ts';
import { noticeRevision, pingsBy } from '../plan/plan-notices.ts';
import type { ComposeContext, EventsById } from './compose-message.ts';

/**
 * What a notice says when it is sent, of what it was reserved for. Notices that are not read yet wait in one channel until
 * the last of them speaks for all: it tells from what was read last to what holds now, so that a date which went A, B, A
 * while B was unsent is not said at all, and nobody reads "not B" who never read B. What has been overtaken is left out.
 */
export async function changesToSay(
  post: ClaimedPost,
  body: NoticeBody,
  context: Pick<ComposeContext, 'list' | 'outbox' | 'now'> & { readonly subscription: Subscription },
): Promise<Said> {
  const { revision, changes } = body;
  const own = Map.groupBy(changes, ({ event }) => event);
  const rows = await context.outbox.moments({ channels: [post.channel], events: [...own.keys()] });
  const others = Map.groupBy(
    rows.filter((row) => row.post !== post.id && noticeRevision(row.lead) !== null),
    ({ event }) => event,
  );
  const said: EventChange[] = [];
  let ping = false;
  for (const [event, mine] of own) {
    const heard = await hearings(others.get(event) ?? [], context);
    if (heard.some((one) => one.revision > revision && (one.read || one.ready))) continue;
    const before = heard.filter((one) => one.revision < revision);
    const lastRead = Math.max(0, ...before.filter(({ read }) => read).map((one) => one.revision));
    const unread = before.filter((one) => one.revision > lastRead);
    const found = context.list.find(event);
    const news =
      unread.length === 0
        ? mine.filter((change) => stillHolds(change, context.list))
        : netNews([...unread.flatMap((one) => one.changesOf(event)), ...mine], found);
    said.push(...news);
    const mayPing = body.ping || unread.length > 0;
    ping ||= mayPing && news.some((change) => pingsBy(change, found?.event ?? null, context.subscription));
  }
  return { changes: said, ping };
}

/** The changes that are said, and whether one of them may ping. */
export type Said = { readonly changes: readonly EventChange[]; readonly ping: boolean };

/** What several changes come to; an event that is new, and already called off or over, is no news. */
function netNews(all: readonly EventChange[], found: DatedEvent | null): EventChange[] {
  return netChanges(all, found).filter(
    ({ kind }) => kind !== 'new' || found === null || restsBecause(found.event) === null,
  );
}

/** Another notice of the channel, as far as this one must know. */
type Hearing = {
  readonly revision: number;
  /** Read, or perhaps read. */
  readonly read: boolean;
  /** Not sent yet, and not held. */
  readonly ready: boolean;
  changesOf(event: EventId): EventChange[];
};

async function hearings(
  rows: readonly MomentRow[],
  { outbox, now }: Pick<ComposeContext, 'outbox' | 'now'>,
): Promise<Hearing[]> {
  const found = new Map<number, Hearing>();
  for (const row of rows) {
    const revision = noticeRevision(row.lead);
    if (revision === null || found.has(revision)) continue;
    const isRead = row.state === 'sent' || row.state === 'uncertain';
    const post = isRead || row.post === null ? null : await outbox.post(row.post);
    // An attempt may have arrived without an answer; one that Discord refused has not.
    const isPerhapsRead = row.state !== 'dead' && post?.payload != null;
    found.set(revision, hearing(revision, isRead || isPerhapsRead, post, now));
  }
  return [...found.values()].sort((a, b) => a.revision - b.revision);
}

function hearing(revision: number, read: boolean, post: PostRow | null, now: number): Hearing {
  const isOpen = post?.state === 'waiting' || post?.state === 'sending';
  return {
    revision,
    read,
    ready: isOpen && post.due <= now,
    changesOf(event) {
      const body = JSON.parse(post?.body ?? '{"changes":[]}') as Pick<NoticeBody, 'changes'>;
      return body.changes.filter((change) => change.event === event);
    },
  };
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
