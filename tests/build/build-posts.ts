import type { Message } from '../../src/model/message.ts';
import type { Moment } from '../../src/model/moment.ts';
import type { KeyedKind, PostContent, ReminderKind } from '../../src/model/post.ts';
import { ofGuild, type Subscription } from '../../src/model/subscription.ts';
import type { ClaimedPost, Outbox, PlannedPost, Reservation } from '../../src/outbox/outbox.ts';
import type { Settlement } from '../../src/outbox/settlement.ts';
import { buildSubscription } from './build-subscriptions.ts';

/** 2025-10-25T13:00:00Z, when most of these reminders are due. */
export const DUE = Date.UTC(2025, 9, 25, 13);
/** Machine time at which these tests begin. */
export const NOW = Date.UTC(2025, 9, 25, 13, 0, 1);
/** World time at which everything in these tests is due that is not held on purpose. */
export const WORLD = DUE + 3_600_000;
export const LEASE_MS = 60_000;

/** A reminder of an event in a channel, one day before 26 October. */
export function moment(event: string, more: Partial<Moment> = {}): Moment {
  return {
    event,
    edge: 'opens',
    sourceDate: '2025-10-26',
    lead: { unit: 'days', count: 1 },
    due: DUE,
    anchor: DUE + 86_400_000,
    owner: ofGuild('guild'),
    channel: 'channel',
    ...more,
  };
}

/** A post of these events' reminders; its moments follow its channel. */
export function post(
  events: readonly string[],
  more: Partial<PlannedPost<ReminderKind>> = {},
): PlannedPost<ReminderKind> {
  const channel = more.channel ?? 'channel';
  return {
    kind: 'reminder',
    owner: ofGuild('guild'),
    channel,
    due: DUE,
    urgency: DUE + 86_400_000,
    ordinal: 0,
    addedLate: false,
    key: null,
    body: null,
    edits: null,
    moments: events.map((event) => moment(event, { channel })),
    ...more,
  };
}

/**
 * A post without moments that is unique by its key; a word to people who can fix something, if nothing else is said.
 */
export function keyed(
  key: string,
  more: Partial<Omit<PlannedPost, 'kind' | 'body' | 'moments'>> = {},
  content: PostContent<KeyedKind> = { kind: 'trouble', body: { what: 'deaf', why: key } },
): PlannedPost {
  return { ...post([]), ...content, moments: [], key, ...more };
}

/** A reservation of these posts and nothing else. */
export function reservation(posts: readonly PlannedPost[], more: Partial<Reservation> = {}): Reservation {
  return { posts, skipped: [], watermark: null, settledChannels: [], settledList: null, ...more };
}

export function message(content: string): Message {
  return { content, ping: null, cards: [], controls: [], files: [] };
}

/** The same as `buildSubscription`, made when most of these reminders are due. */
export function subscription(channel: string, more: Partial<Subscription> = {}): Subscription {
  return buildSubscription(channel, { since: DUE, ...more });
}

/** Claims what is ready at `now`. */
export function claim(outbox: Outbox, more: Partial<Parameters<Outbox['claim']>[0]> = {}): Promise<ClaimedPost[]> {
  return outbox.claim({ now: NOW, world: WORLD, leaseMs: LEASE_MS, limit: 10, except: [], ...more });
}

/** Claims one post; fails when there is none. */
export async function claimOne(outbox: Outbox, now = NOW, world = WORLD): Promise<ClaimedPost> {
  const [claimed] = await claim(outbox, { now, world, limit: 1 });
  if (claimed === undefined) throw new Error('There was nothing to claim.');
  return claimed;
}

type Held = Pick<ClaimedPost, 'id' | 'lease'>;

export function sent({ id, lease }: Held, said: string | null = '100', at = DUE): Settlement {
  return { post: id, lease, moments: [], to: 'sent', reason: 'on time', message: said, at };
}

export function handedBack(
  { id, lease }: Held,
  more: Partial<Extract<Settlement, { to: 'waiting' }>> = {},
): Settlement {
  return {
    post: id,
    lease,
    moments: [],
    to: 'waiting',
    reason: '503',
    readyAt: NOW + 1000,
    attempted: true,
    unanswered: false,
    ...more,
  };
}

/** Says that an attempt is being made. */
export function attempt(outbox: Outbox, { id, lease }: Held, now = NOW, content = 'hello'): Promise<boolean> {
  return outbox.recordAttempt({ post: id, lease, now, payload: message(content) });
}
