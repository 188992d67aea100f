import { leadName } from '../model/lead.ts';
import type { Defaults, GuildId, GuildSettings, Subscription, SubscriptionClock } from '../model/subscription.ts';

/** Subscriptions with one clock: they are reminded at the same instants. */
export type ClockGroup = { readonly clock: SubscriptionClock; readonly subscriptions: readonly Subscription[] };

/** A subscription's clock: its server's settings, else the defaults; its own leads, else the defaults. */
export function clockOf(
  subscription: Subscription,
  settings: ReadonlyMap<GuildId, GuildSettings>,
  defaults: Defaults,
): SubscriptionClock {
  const own = settings.get(subscription.guild);
  return {
    zone: own?.zone ?? defaults.zone,
    postingTime: own?.postingTime ?? defaults.postingTime,
    leads: subscription.leads,
  };
}

/** Groups subscriptions by equal clocks, so that leads are derived once for each distinct one. */
export function groupClocks(
  subscriptions: readonly Subscription[],
  settings: ReadonlyMap<GuildId, GuildSettings>,
  defaults: Defaults,
): ClockGroup[] {
  const groups = new Map<string, { clock: SubscriptionClock; subscriptions: Subscription[] }>();
  for (const subscription of subscriptions) {
    const clock = clockOf(subscription, settings, defaults);
    const key = clockKey(clock);
    const group = groups.get(key);
    if (group) group.subscriptions.push(subscription);
    else groups.set(key, { clock, subscriptions: [subscription] });
  }
  return [...groups.values()];
}

/** Equal for clocks that make the same moments. */
function clockKey(clock: SubscriptionClock): string {
  return `${clock.zone}|${clock.postingTime}|${clock.leads === null ? 'defaults' : clock.leads.map(leadName).join(' ')}`;
}
