import type { Instant } from '../model/date.ts';
import type { PlannedPost } from '../outbox/outbox.ts';
import { holdUntil } from '../plan/reminders/hold-until.ts';
import type { Roster } from './roster.ts';

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
