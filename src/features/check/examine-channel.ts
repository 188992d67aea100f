import { PUBLISH_DUE, whyUnpublished } from '../../model/post.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { Outbox, PostRow } from '../../outbox/outbox.ts';
import type { RecurringRow, RefusedPin, SubscriptionRow } from '../../outbox/registry.ts';
import { canPing, missingPermissions, takesPosts } from '../call/check-channel.ts';
import type { CalledChannel, CalledRole } from '../call/command.ts';
import type { FoundServer } from '../call/context.ts';
import { stoppedReason } from '../call/find-subscription.ts';
import type { Finding } from './finding.ts';

/** A channel that gets something, with its state in the registry, the outbox and Discord. */
export type ChannelCase = {
  readonly subscription: SubscriptionRow | null;
  readonly recurring: readonly RecurringRow[];
  /** Its latest posts, newest first. */
  readonly posts: readonly PostRow[];
  /** The refusal of its board's pin; left out where it did not. */
  readonly unpinned?: RefusedPin | undefined;
  /** Discord's answer about the channel; `null` where none came in time. */
  readonly found: { readonly channel: CalledChannel | null; readonly roles: readonly CalledRole[] } | null;
};

/** Posts of a channel looked at for the last message and for failures. */
const RECENT = 20;

/** A channel that gets something, as it was examined. */
export type Case = ChannelCase & {
  readonly id: ChannelId;
  readonly name: string | null;
  readonly findings: readonly Finding[];
};

/** Brings together what is known of a channel that gets something, and what is wrong there. */
export async function openCase(
  id: ChannelId,
  all: {
    readonly subscriptions: readonly SubscriptionRow[];
    readonly recurring: readonly RecurringRow[];
    readonly found: Pick<FoundServer, 'channels' | 'roles'> | null;
    readonly unpinned: readonly RefusedPin[];
  },
  outbox: Pick<Outbox, 'posts'>,
): Promise<Case> {
  const channel = all.found?.channels.find((one) => one.id === id)?.channel ?? null;
  const one: ChannelCase = {
    subscription: all.subscriptions.find((row) => row.channel === id) ?? null,
    recurring: all.recurring.filter((row) => row.channel === id),
    unpinned: all.unpinned.find((pin) => pin.channel === id),
    posts: await outbox.posts({ channel: id, limit: RECENT }),
    found: all.found === null ? null : { channel, roles: all.found.roles },
  };
  return { ...one, id, name: channel?.name ?? null, findings: examineChannel(one) };
}

/** Lists what is wrong in one channel, the most serious first, then what somebody has chosen to stop. Pure. */
export function examineChannel(one: ChannelCase): Finding[] {
  const place = one.found === null ? [] : placeFindings(one);
  const rests = restFindings(one);
  const failures = rests.some(({ what }) => what === 'paused') ? [] : failedFindings(one.posts);
  const { unpinned } = one;
  const pins =
    unpinned === undefined ? [] : [{ what: 'not pinned', why: unpinned.why, channel: unpinned.channel } as const];
  return [...place, ...rests, ...failures, ...unpublishedFindings(one.posts), ...pins];
}

/** Whether the last message for those that follow the channel reached them. */
function unpublishedFindings(posts: readonly PostRow[]): Finding[] {
  const last = posts.find(({ published }) => published !== undefined && published !== PUBLISH_DUE);
  const reason = last === undefined ? null : whyUnpublished(last);
  return reason === null ? [] : [{ what: 'not published', reason }];
}

/** Findings from Discord's answer about the channel and the role. */
function placeFindings({ found, subscription }: ChannelCase): Finding[] {
  const channel = found?.channel ?? null;
  if (found === null) return [];
  if (channel === null) return [{ what: 'gone' }];
  if (!takesPosts(channel)) return [{ what: 'wrong kind' }];
  const missing = missingPermissions(channel) ?? [];
  const lacks: Finding[] = missing.length === 0 ? [] : [{ what: 'missing', permissions: missing }];
  const role = subscription?.role ?? null;
  if (role === null) return lacks;
  const known = found.roles.find(({ id }) => id === role);
  if (known === undefined) return [...lacks, { what: 'role gone' }];
  return canPing(known, channel) === false ? [...lacks, { what: 'role silent', role }] : lacks;
}

/** Findings about messages that are paused, because a channel closed or because somebody chose so. */
function restFindings({ subscription, recurring }: ChannelCase): Finding[] {
  const all = [
    ...(subscription === null ? [] : [{ gets: 'reminders' as const, paused: subscription.paused }]),
    ...recurring.map(({ kind, paused }) => ({ gets: kind, paused })),
  ];
  return all.flatMap(({ gets, paused }): Finding[] => {
    if (paused === null) return [];
    return paused === stoppedReason() ? [{ what: 'stopped' }] : [{ what: 'paused', gets, reason: paused }];
  });
}

/** Messages that failed since the last one that arrived. */
function failedFindings(posts: readonly PostRow[]): Finding[] {
  const arrived = posts.findIndex(({ state }) => state === 'sent');
  const since = arrived === -1 ? posts : posts.slice(0, arrived);
  const failed = since.filter(({ state }) => state === 'dead' || state === 'uncertain');
  const [last] = failed;
  return last === undefined ? [] : [{ what: 'failed', count: failed.length, reason: last.reason }];
}
