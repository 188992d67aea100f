import type { Instant } from '../model/date.ts';
import type { Subscription, SubscriptionClock } from '../model/subscription.ts';
import { keyedPost } from '../outbox/make-reservation.ts';
import type { Outbox, PlannedPost } from '../outbox/outbox.ts';
import { type NoticePlan, noticeMoments } from '../plan/changes/plan-notices.ts';
import { holdUntil } from '../plan/reminders/hold-until.ts';
import type { Roster } from './roster.ts';

/** Corrections wait behind everything that is still ahead: nobody is notified of an edit. */
const CORRECTION_URGENCY_MS = 400 * 86_400_000;

type Place = Pick<Subscription, 'guild' | 'channel'>;

/** By which clock a channel is told, and until when its server is paused. */
export type Hours = {
  readonly clock: Pick<SubscriptionClock, 'zone' | 'quiet'>;
  readonly pausedUntil: Instant | null;
};

/**
 * The one message by which a channel hears of a revision of the list. In quiet hours and in a pause it is held until
 * their end, unless a date it tells of, the old or the new one, comes before that.
 */
export function noticePost(plan: NoticePlan, place: Place, hours: Hours, revision: number, now: Instant): PlannedPost {
  const anchors = plan.say.flatMap(({ before, after }) => [before?.anchor ?? now, after?.anchor ?? now]);
  const due = holdUntil({ ...hours, anchors, now });
  const moments = noticeMoments(plan.say, place, revision, due);
  const ahead = moments.map(({ anchor }) => anchor).filter((anchor) => anchor > now);
  return {
    kind: 'notice',
    guild: place.guild,
    channel: place.channel,
    due,
    urgency: Math.min(now + CORRECTION_URGENCY_MS / 2, ...ahead),
    ordinal: 0,
    addedLate: false,
    key: null,
    body: { revision, changes: plan.say, ping: plan.ping },
    edits: null,
    moments,
  };
}

/** Edits of the messages of these posts; a post that left no message has none. */
export async function correctionPosts(
  outbox: Pick<Outbox, 'post'>,
  posts: readonly string[],
  place: Place,
  revision: number,
  now: Instant,
): Promise<PlannedPost[]> {
  const found = await Promise.all(posts.map((id) => outbox.post(id)));
  return found.flatMap((post) =>
    post === null || post.message === null
      ? []
      : [correctionPost({ post: post.id, message: post.message }, place, revision, now)],
  );
}

/** An edit of one message, which that post left. */
export function correctionPost(
  { post, message }: { readonly post: string; readonly message: string },
  { guild, channel }: Place,
  revision: number,
  now: Instant,
): PlannedPost {
  const key = `correct ${post} #${revision}`;
  const bare = { kind: 'correction', guild, channel, due: now, urgency: now + CORRECTION_URGENCY_MS } as const;
  return keyedPost({ ...bare, key, body: { post, revision }, edits: message });
}

/**
 * A post of reminders as it is reserved: one that comes late (after an outage, or because the list or a subscription has
 * changed) is held in quiet hours like what falls due in them, unless one of its anchors comes before their end.
 */
export function holdPost(post: PlannedPost, roster: Pick<Roster, 'clock' | 'pausedUntil'>, now: Instant): PlannedPost {
  const clock = roster.clock(post.channel);
  const pausedUntil = roster.pausedUntil(post.guild);
  const end = holdUntil({ clock, pausedUntil, anchors: post.moments.map(({ anchor }) => anchor), now });
  return end > now ? { ...post, due: end } : post;
}
