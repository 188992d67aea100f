import type { Instant } from '../model/date.ts';
import type { CorrectionBody, NoticeBody } from '../model/post-body.ts';
import type { Subscription } from '../model/subscription.ts';
import type { Outbox, PlannedPost } from '../outbox/outbox.ts';
import { type NoticePlan, noticeMoments } from '../plan/plan-notices.ts';

/** Corrections wait behind everything that is still ahead: nobody is notified of an edit. */
const CORRECTION_URGENCY_MS = 400 * 86_400_000;

type Place = Pick<Subscription, 'guild' | 'channel'>;

/** The one message by which a channel hears of a revision of the list. */
export function noticePost(plan: NoticePlan, place: Place, revision: number, now: Instant): PlannedPost {
  const moments = noticeMoments(plan.say, place, revision, now);
  const body: NoticeBody = { revision, changes: plan.say, ping: plan.ping };
  const ahead = moments.map(({ anchor }) => anchor).filter((anchor) => anchor > now);
  return {
    kind: 'notice',
    guild: place.guild,
    channel: place.channel,
    due: now,
    urgency: Math.min(now + CORRECTION_URGENCY_MS / 2, ...ahead),
    ordinal: 0,
    addedLate: false,
    key: null,
    body: JSON.stringify(body),
    edits: null,
    moments,
  };
}

/** Edits of the messages of these posts; a post that left no message has none. */
export async function correctionPosts(
  outbox: Outbox,
  posts: readonly string[],
  place: Place,
  revision: number,
  now: Instant,
): Promise<PlannedPost[]> {
  const found = await Promise.all(posts.map((id) => outbox.post(id)));
  return found.flatMap((post) => {
    if (post === null || post.message === null) return [];
    const body: CorrectionBody = { post: post.id, revision };
    return [
      {
        kind: 'correction' as const,
        guild: place.guild,
        channel: place.channel,
        due: now,
        urgency: now + CORRECTION_URGENCY_MS,
        ordinal: 0,
        addedLate: false,
        key: `correct ${post.id} #${revision}`,
        body: JSON.stringify(body),
        edits: post.message,
        moments: [],
      },
    ];
  });
}
