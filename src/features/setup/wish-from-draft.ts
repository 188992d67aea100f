import type { Instant } from '../../model/date.ts';
import { sortLeads } from '../../model/lead.ts';
import type { GuildId, GuildSettings, Subscription } from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import type { Draft } from './read-draft.ts';
import { leadText } from './setup-options.ts';

/**
 * The subscription that a draft asks for. What setting up has no control for stays as the channel has it. Without a
 * channel yet it is for showing only.
 */
export function wishFrom(draft: Draft, found: SubscriptionRow | null, guild: GuildId, now: Instant): Subscription {
  const kept = found === null ? null : subscriptionOf(found);
  return {
    pingFor: ['confirmed'],
    ...kept,
    guild,
    channel: draft.place?.id ?? '',
    filter: { ...kept?.filter, topics: draft.topics, kinds: draft.kinds },
    leads: draft.leads,
    role: draft.role?.id ?? null,
    since: now,
    madeBy: 'command',
    paused: null,
  };
}

/** A row without what the registry adds to it. */
export function subscriptionOf({ unsettled: _, version: __, ...subscription }: SubscriptionRow): Subscription {
  return subscription;
}

/** Whether a channel already has that wish in force, so that writing it would only begin its window anew. */
export function isInForce(wish: Subscription, found: SubscriptionRow | null): boolean {
  if (found === null || found.paused !== null) return false;
  const print = ({ leads, role }: Subscription) => [leads === null ? null : leadText(sortLeads(leads)), role];
  const filter = { ...found.filter, ...wish.filter };
  return JSON.stringify([found.filter, print(found)]) === JSON.stringify([filter, print(wish)]);
}

/** The server's settings that a draft asks for; `null` where they are so already. */
export function settingsFrom(draft: Draft, own: GuildSettings | null, guild: GuildId): GuildSettings | null {
  const base = own ?? { guild, zone: null, postingTime: null };
  const zone = draft.zone === undefined ? base.zone : draft.zone;
  const postingTime = draft.postingTime === undefined ? base.postingTime : draft.postingTime;
  return zone === base.zone && postingTime === base.postingTime ? null : { ...base, zone, postingTime };
}
