import type { EventChange } from '../../model/change.ts';
import type { EventId } from '../../model/event.ts';
import type { MomentRow, PostRow } from '../../outbox/outbox.ts';
import { noticeMoments } from '../../plan/changes/plan-notices.ts';
import type { ComposeContext } from './compose-context.ts';

/** A notice of one channel, with the facts that another notice of the same event needs. */
export type NoticeState = {
  readonly revision: number;
  /** It was read, or perhaps read, with everything it has of the event. */
  readonly read: boolean;
  /** Not sent yet, and not held. */
  readonly ready: boolean;
  /** Its changes of that event, without those that were read. */
  changesOf(event: EventId): EventChange[];
};

/** The notices behind rows of one event in one channel, oldest first; rows of reminders are skipped. */
export async function readNoticeStates(
  rows: readonly MomentRow[],
  { outbox, now }: { readonly outbox: Pick<ComposeContext['outbox'], 'post'>; readonly now: number },
): Promise<NoticeState[]> {
  const found: NoticeState[] = [];
  const notices = rows.filter((row) => row.lead === null);
  for (const [revision, mine] of Map.groupBy(notices, (row) => row.revision)) {
    const unread = mine.find((row) => !isAnnounced(row));
    const post = unread?.post == null ? null : await outbox.post(unread.post);
    found.push(noticeState(revision, mine, post, now));
  }
  return found.sort((a, b) => a.revision - b.revision);
}

/**
 * The changes of one event that nobody has read before that revision: all since the notice that was read last, oldest
 * first.
 */
export function unreadBefore(states: readonly NoticeState[], revision: number, event: EventId): EventChange[] {
  const before = states.filter((one) => one.revision < revision);
  const lastRead = before.findLastIndex(({ read }) => read);
  return before.slice(lastRead + 1).flatMap((one) => one.changesOf(event));
}

/** Whether the row is the outbox's record of a change in a notice. */
export function isRowOf(row: MomentRow, change: EventChange): boolean {
  const [moment] = noticeMoments([change], row, 0, row.due);
  return moment?.event === row.event && moment.edge === row.edge && moment.sourceDate === row.sourceDate;
}

function isAnnounced({ state }: MomentRow): boolean {
  return state === 'sent' || state === 'uncertain';
}

function noticeState(revision: number, rows: readonly MomentRow[], post: PostRow | null, now: number): NoticeState {
  const isOpen = post?.state === 'waiting' || post?.state === 'sending';
  const mayStand = post !== null && post.firstUnanswered !== null;
  // An attempt may have arrived without an answer. A row that the message left out has ended, and was in no message.
  const isRead = (row: MomentRow): boolean => isAnnounced(row) || (mayStand && row.state === 'reserved');
  return {
    revision,
    read: rows.every(isRead),
    ready: isOpen && post.due <= now,
    changesOf(event) {
      const changes = post?.kind === 'notice' ? post.body.changes : [];
      const read = rows.filter(isRead);
      return changes.filter((change) => change.event === event && !read.some((row) => isRowOf(row, change)));
    },
  };
}
