import type { Instant } from '../model/date.ts';
import type { Defaults, Subscription, SubscriptionClock } from '../model/subscription.ts';
import { type MomentRow, makeReservation, type Outbox, type PlannedPost, type Reservation } from '../outbox/outbox.ts';
import type { SubscriptionRow } from '../outbox/registry.ts';
import { URGENCY_MS } from '../outbox/urgency.ts';
import { type NoticePlan, noticeMoments } from '../plan/changes/plan-notices.ts';
import type { DatedEvent } from '../plan/reminders/derive-agenda.ts';
import { holdUntil } from '../plan/reminders/judge-silence.ts';
import { packPosts } from '../plan/reminders/pack-posts.ts';
import { type Change, type ChangePlan, settleChange } from '../plan/reminders/settle-change.ts';
import type { Machine } from '../time/machine.ts';
import type { Catalogue } from './catalogue.ts';
import type { Corrector } from './correct-messages.ts';
import type { Roster } from './roster.ts';

/** The parts that settling works with. */
export type SettlingParts = {
  readonly outbox: Outbox;
  readonly roster: Roster;
  readonly machine: Machine;
  readonly defaults: Defaults;
  catalogue(): Catalogue;
  readonly corrector: Pick<Corrector, 'afterChange' | 'afterAbsence'>;
};

/** Subscriptions settled in one reservation: bounds memory and the length of a stretch of work. */
export const SETTLED_AT_ONCE = 200;

/** Rule 9 for one subscription. `noticed` names the edges (`event|edge`) that a notice covers. */
export function planChange(
  parts: SettlingParts,
  row: SubscriptionRow,
  change: Change,
  facts: {
    readonly dated: readonly DatedEvent[];
    readonly rows: readonly MomentRow[];
    readonly noticed: ReadonlySet<string>;
    /** The end of the last window, where the change kept the tick from anything due before it. */
    readonly after?: Instant;
    readonly now: Instant;
  },
): ChangePlan {
  return settleChange({
    subscription: row,
    clock: parts.roster.clock(row.channel),
    change,
    dated: facts.dated,
    defaults: parts.defaults.leads,
    known: facts.rows.map((moment) => ({ ...moment, announced: isAnnounced(moment) })),
    noticed: facts.noticed,
    pausedUntil: parts.roster.pausedUntil(row.owner),
    ...(facts.after === undefined ? {} : { after: facts.after }),
    now: facts.now,
  });
}

/** The outbox's rows in these channels, by channel, of the events that have an anchor after that instant. */
export async function readLedger(
  outbox: Outbox,
  rows: readonly SubscriptionRow[],
  dated: readonly DatedEvent[],
  after: Instant,
): Promise<ReadonlyMap<string, readonly MomentRow[]>> {
  const events = dated.filter(({ edges }) => edges.some((edge) => edge.anchor > after)).map(({ event }) => event.id);
  if (events.length === 0) return new Map();
  const moments = await outbox.moments({ channels: rows.map((row) => row.channel), events });
  return Map.groupBy(moments, ({ channel }) => channel);
}

/** Sent, perhaps sent, or about to be. */
function isAnnounced(moment: MomentRow): boolean {
  return moment.state === 'sent' || moment.state === 'uncertain' || moment.state === 'reserved';
}

/** A reservation for these changes, and for `more` posts besides. */
export function reservationOf(
  plans: readonly ChangePlan[],
  more: readonly PlannedPost[],
  parts: Pick<SettlingParts, 'roster'>,
  now: Instant,
): Reservation {
  const added = plans.flatMap((plan) => plan.addLate);
  const late = packPosts(added, { kind: 'reminder', addedLate: true, together: 'channel' });
  const posts = [...late.map((post) => holdPost(post, parts.roster, now)), ...more];
  return makeReservation({ posts, skipped: plans.flatMap((plan) => plan.skip) });
}

/** The clock of a channel, and until when its server is paused. */
type Hours = {
  readonly clock: Pick<SubscriptionClock, 'zone' | 'quiet'>;
  readonly pausedUntil: Instant | null;
};

/**
 * The one message that reports a revision of the list to a channel. In quiet hours and in a pause it is held until
 * their end, unless one of its dates, old or new, comes before that.
 */
export function noticePost(
  plan: NoticePlan,
  place: Pick<Subscription, 'owner' | 'channel'>,
  hours: Hours,
  revision: number,
  now: Instant,
): PlannedPost {
  const anchors = plan.say.flatMap(({ before, after }) => [before?.anchor ?? now, after?.anchor ?? now]);
  const due = holdUntil({ ...hours, anchors, now });
  const moments = noticeMoments(plan.say, place, revision, due);
  const ahead = moments.map(({ anchor }) => anchor).filter((anchor) => anchor > now);
  return {
    kind: 'notice',
    owner: place.owner,
    channel: place.channel,
    due,
    urgency: Math.min(now + URGENCY_MS.notice, ...ahead),
    ordinal: 0,
    addedLate: false,
    key: null,
    body: { revision, changes: plan.say, ping: plan.ping },
    edits: null,
    moments,
  };
}

/**
 * A post of reminders as it is reserved: one that comes late (after an outage, or because the list or a subscription
 * has changed) is held in quiet hours like reminders that fall due in them, unless one of its anchors comes before
 * their end.
 */
export function holdPost(post: PlannedPost, roster: Pick<Roster, 'clock' | 'pausedUntil'>, now: Instant): PlannedPost {
  const clock = roster.clock(post.channel);
  const pausedUntil = roster.pausedUntil(post.owner);
  const end = holdUntil({ clock, pausedUntil, anchors: post.moments.map(({ anchor }) => anchor), now });
  return end > now ? { ...post, due: end } : post;
}
