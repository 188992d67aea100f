import type { EventChange } from '../model/change.ts';
import type { EventId } from '../model/event.ts';
import type { NoticeBody } from '../model/post-body.ts';
import type { MomentRow, PostRow } from '../outbox/outbox.ts';
import { noticeRevision } from '../plan/plan-notices.ts';
import type { ComposeContext } from './compose-message.ts';

/** A notice of one channel, as far as another of the same event must know of it. */
export type Hearing = {
  readonly revision: number;
  /** Read, or perhaps read. */
  readonly read: boolean;
  /** Not sent yet, and not held. */
  readonly ready: boolean;
  changesOf(event: EventId): EventChange[];
};

/** The notices behind rows of one event in one channel, oldest first; rows of reminders are passed over. */
export async function hearNotices(
  rows: readonly MomentRow[],
  { outbox, now }: { readonly outbox: Pick<ComposeContext['outbox'], 'post'>; readonly now: number },
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

/** What nobody has read of one event before that revision: all since the notice that was read last, oldest first. */
export function unreadBefore(heard: readonly Hearing[], revision: number, event: EventId): EventChange[] {
  const before = heard.filter((one) => one.revision < revision);
  const lastRead = before.findLastIndex(({ read }) => read);
  return before.slice(lastRead + 1).flatMap((one) => one.changesOf(event));
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
