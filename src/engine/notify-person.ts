import type { Instant } from '../model/date.ts';
import { type PersonalBody, personalKey } from '../model/post.ts';
import { type ChannelId, ofGuild, type Subscription, type UserId } from '../model/subscription.ts';
import { makeReservation, type Outbox, type PostRow } from '../outbox/outbox.ts';
import { keyedPost } from '../outbox/registry.ts';
import { DEFAULT_GRACE } from '../plan/reminders/decide-send.ts';

/** The parts that writing to a person in another place needs. */
export type PersonParts = { readonly outbox: Outbox; now(): Instant };

/** A person, and where they asked; `null`: nowhere. */
type Person = { readonly user: UserId; readonly fallback: Subscription['fallback'] };

/**
 * Reserves, where a person once asked, the message that their closed direct messages refused, with a mention of them.
 * Once for each post. False when there is no such place; `/remind list` then shows what was lost. An edit is not repeated
 * there: edits notify nobody.
 */
export async function notifyPerson(
  { outbox, now }: PersonParts,
  { user, fallback }: Person,
  post: PostRow,
): Promise<boolean> {
  if (fallback == null || post.payload === null || post.edits !== null) return false;
  const body: PersonalBody = { user, message: post.payload };
  const notification = keyedPost({
    kind: 'personal',
    owner: ofGuild(fallback.guild),
    channel: fallback.channel,
    due: now(),
    urgency: post.urgency,
    key: personalKey(post.id),
    body,
  });
  await outbox.reserve(makeReservation({ posts: [notification] }));
  return true;
}

/** Most posts that are read at a start: the newest that are open, dead or uncertain. */
const LOOKED_AT = 500;

/**
 * Completes at a start what a process left undone that died between a refusal and the message elsewhere, as long as
 * that is of use. Messages already sent have their key, and make nothing.
 */
export async function notifyPeopleLeftOut(parts: PersonParts, subscriptions: readonly Subscription[]): Promise<void> {
  const persons = new Map<ChannelId, Person>();
  for (const { channel, owner, fallback } of subscriptions) {
    if (owner.kind === 'person') persons.set(channel, { user: owner.user, fallback });
  }
  if (persons.size === 0) return;
  const posts = await parts.outbox.posts({ channel: null, limit: LOOKED_AT });
  for (const post of posts) {
    const person = persons.get(post.channel);
    const refused = post.state === 'dead' && post.reason === 'direct messages closed';
    if (refused && person !== undefined && parts.now() - post.due <= DEFAULT_GRACE.most) {
      await notifyPerson(parts, person, post);
    }
  }
}
