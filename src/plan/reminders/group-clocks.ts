import type { LocalTime, Zone } from '../../model/date.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { Defaults, GuildSettings, Subscriber, Subscription, SubscriptionClock } from '../../model/subscription.ts';

/** The part of a subscription that decides when its reminders are due. */
export type TimedSubscription = Pick<Subscription, 'leads' | 'leadsByKind' | 'leadsByEvent' | 'quiet'> &
  Partial<Pick<Subscription, 'filter'>>;

/** Subscriptions with one clock: they are reminded at the same instants. */
export type ClockGroup = { readonly clock: SubscriptionClock; readonly subscriptions: readonly Subscription[] };

/** Finds the settings of a subscription's owner; `null` where there are none. */
export type FindSettings = (owner: Subscriber) => Pick<GuildSettings, 'zone' | 'postingTime'> | null;

/** A subscription's clock: its owner's settings, else the defaults; its own leads, else the defaults. */
export function clockOf(subscription: Subscription, settings: FindSettings, defaults: Defaults): SubscriptionClock {
  const own = settings(subscription.owner);
  return clockIn(subscription, own?.zone ?? defaults.zone, own?.postingTime ?? defaults.postingTime);
}

/** The clock of a subscription by a zone and posting time already known. */
export function clockIn(request: TimedSubscription, zone: Zone, postingTime: LocalTime): SubscriptionClock {
  const { leads, leadsByKind, leadsByEvent, quiet, filter } = request;
  return {
    zone,
    postingTime,
    leads,
    ...(leadsByKind === undefined ? {} : { leadsByKind }),
    ...(leadsByEvent === undefined ? {} : { leadsByEvent }),
    ...(quiet == null ? {} : { quiet }),
    ...(filter?.importances?.includes('low') ? { low: true } : {}),
  };
}

/** Groups subscriptions by equal clocks, so that leads are derived once for each distinct one. */
export function groupClocks(
  subscriptions: readonly Subscription[],
  settings: FindSettings,
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
function clockKey({ zone, postingTime, leads, leadsByKind, leadsByEvent, quiet, low }: SubscriptionClock): string {
  const hours = quiet == null ? '' : `${quiet.from}-${quiet.until}`;
  return [
    zone,
    postingTime,
    leads === null ? 'defaults' : names(leads),
    hours,
    each(leadsByKind),
    each(leadsByEvent),
    low ?? '',
  ].join('|');
}

/** Leads by name in one order, whatever order they were chosen in; neither names nor leads contain these characters. */
function each(leads: Readonly<Record<string, readonly Lead[]>> | undefined): string {
  if (leads === undefined) return '';
  return Object.entries(leads)
    .map(([name, own]) => `${name}=${names(own)}`)
    .sort()
    .join(',');
}

function names(leads: readonly Lead[]): string {
  return leads.map(leadName).join(' ');
}
