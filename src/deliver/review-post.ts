import type { Instant } from '../model/date.ts';
import { type Edge, edgeOfDate, isSameDate } from '../model/edge.ts';
import type { ListEvent } from '../model/event.ts';
import type { Lead } from '../model/lead.ts';
import type { ReminderKind, SkipReason } from '../model/post.ts';
import type { ChannelId, Owner, Subscription } from '../model/subscription.ts';
import type { ClaimedPost, MomentRow, Outbox, ReminderRow } from '../outbox/outbox.ts';
import { decideSend, type Grace, ON_TIME_MS } from '../plan/reminders/decide-send.ts';
import { isNearer } from '../plan/reminders/order-reminders.ts';
import type { Machine } from '../time/machine.ts';
import type { LookResult, OwnMessage, Sender, SendResult } from './sender.ts';

/** A moment to be sent, with everything that its text needs. */
export type SendableMoment = {
  readonly row: ReminderRow;
  readonly event: ListEvent;
  readonly edge: Edge;
  readonly lead: Lead;
  readonly late: boolean;
};

/** The finding of the second look at a claimed post. */
export type PostReview = {
  readonly send: readonly SendableMoment[];
  readonly skip: readonly { readonly row: ReminderRow; readonly reason: SkipReason }[];
  /** Found in the channel: an older copy of the state has planned them again. */
  readonly recalled: readonly { readonly row: ReminderRow; readonly message: OwnMessage }[];
  /** Beyond their grace period: they go into the channel's catch-up. */
  readonly catchUp: readonly SendableMoment[];
};

/** The sources of the second look: the present state of list, subscriptions and pauses. */
export type Present = {
  readonly outbox: Outbox;
  readonly grace: Grace;
  event(id: string): { readonly event: ListEvent; readonly edges: readonly Edge[] } | null;
  subscription(channel: ChannelId): Subscription | null;
  /** When the server's pause ends, or ended; `null` where it has none. */
  pausedUntil(owner: Owner): Instant | null;
};

/** Reads event, edge and subscription again and decides for each moment of a claimed post (product rule 8). */
export async function reviewPost(post: ClaimedPost<ReminderKind>, present: Present, now: Instant): Promise<PostReview> {
  const subscription = present.subscription(post.channel);
  const pauseEnd = present.pausedUntil(post.owner);
  const patient = post.kind === 'catch-up' || post.addedLate;
  const due = post.moments.some((row) => now - row.due > ON_TIME_MS) ? await othersDue(post, present.outbox, now) : [];
  const send: SendableMoment[] = [];
  const skip: { row: ReminderRow; reason: SkipReason }[] = [];
  const catchUp: SendableMoment[] = [];
  for (const row of post.moments) {
    const found = present.event(row.event);
    const event = found?.event ?? null;
    const edge = found === null ? null : edgeOfDate(found.edges, row);
    const { lead } = row;
    const overtaken = due.some((other) => overtakes(other, row));
    const pending = { row, lead, due: row.due, anchor: row.anchor, sourceDate: row.sourceDate, event, edge, overtaken };
    const decision = decideSend(pending, subscription, now, present.grace, patient, pauseEnd);
    if (decision.act === 'skip') skip.push({ row, reason: decision.reason });
    else if (event === null || edge === null) throw new Error('What is to be told has no event or no date.');
    else if (decision.act === 'catch up') catchUp.push({ row, event, edge, lead, late: true });
    else send.push({ row, event, edge, lead, late: decision.late });
  }
  return { send, skip, recalled: [], catchUp };
}

/** Other moments of the same events that are due in this channel by now and were, or will be, sent. */
async function othersDue(post: ClaimedPost<ReminderKind>, outbox: Outbox, now: Instant): Promise<MomentRow[]> {
  const rows = await outbox.moments({ channels: [post.channel], events: post.moments.map((row) => row.event) });
  return rows.filter(
    (row) => row.due <= now && row.post !== post.id && row.state !== 'skipped' && row.state !== 'dead',
  );
}

/** Each row keeps the instant of the clock it was reserved under: a change of zone moves some by a day. */
function overtakes(other: MomentRow, row: ReminderRow): boolean {
  return other.event === row.event && isSameDate(other, row) && other.lead !== null && isNearer(other, row);
}

/**
 * How long after a first unanswered attempt Discord may be trusted to know the nonce ("the past few minutes",
 * https://docs.discord.com/developers/resources/message#create-message); later the bot looks for its own mark first.
 */
const NONCE_TRUST_MS = 120_000;

/** The result of a look into the channel. */
export type LookBackResult =
  | { readonly kind: 'not needed' | 'absent' | 'blind' | 'stopping' }
  | Extract<LookResult, { readonly kind: 'found' }>
  /** The look itself failed and has to be repeated later. */
  | { readonly kind: 'unknown'; readonly result: SendResult };

/** Whether Discord may have forgotten the nonce of an attempt that was never answered. */
export function isForgotten({ firstUnanswered: since }: Pick<ClaimedPost, 'firstUnanswered'>, now: number): boolean {
  if (since === null) return false;
  // An attempt that lies ahead was made before the clock was set back; nobody knows how long ago.
  return now < since || now - since > NONCE_TRUST_MS;
}

/**
 * Product rule 7: once Discord may have forgotten the nonce, or when the message would now be another one or none
 * (`changed`), only a look into the channel can tell whether it was sent. An edit needs none: repeating it is harmless.
 */
export async function lookBack(
  post: ClaimedPost,
  changed: boolean,
  parts: {
    readonly outbox: Pick<Outbox, 'lastMessage'>;
    readonly sender: Pick<Sender, 'look'>;
    readonly machine: Pick<Machine, 'now'>;
    slot(): Promise<boolean>;
  },
): Promise<LookBackResult> {
  const { channel, nonce, firstUnanswered: since } = post;
  if (since === null || post.edits !== null) return { kind: 'not needed' };
  if (!changed && !isForgotten(post, parts.machine.now())) return { kind: 'not needed' };
  const known = await parts.outbox.lastMessage(channel);
  const seen = await parts.sender.look({ channel, nonce, since, known, slot: parts.slot });
  switch (seen.kind) {
    case 'blind':
      return { kind: 'blind' };
    case 'unanswered':
      return { kind: 'unknown', result: seen.result };
    default:
      return seen;
  }
}
