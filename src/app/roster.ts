import type { ChannelId, Defaults, GuildId, GuildSettings, SubscriptionClock } from '../model/subscription.ts';
import type { Registry, SubscriptionRow } from '../outbox/registry.ts';
import { type ClockGroup, clockOf, groupClocks } from '../plan/group-clocks.ts';

/** Subscriptions and servers' clocks in memory, read again only when the registry has changed. */
export type Roster = {
  /** Reads again if anything has changed; `groups` is a new array then, and the same one otherwise. */
  refresh(): Promise<void>;
  groups(): readonly ClockGroup[];
  find(channel: ChannelId): SubscriptionRow | null;
  clock(channel: ChannelId): SubscriptionClock;
  /** Those whose change the next tick has to settle. */
  unsettled(): readonly SubscriptionRow[];
  all(): readonly SubscriptionRow[];
  guilds(): readonly GuildSettings[];
};

/** Makes a roster over a registry; it is empty until the first `refresh`. */
export function makeRoster(registry: Registry, defaults: Defaults): Roster {
  let revision: number | null = null;
  let rows = new Map<ChannelId, SubscriptionRow>();
  let settings: ReadonlyMap<GuildId, GuildSettings> = new Map();
  let groups: readonly ClockGroup[] = [];
  // Asked for at every tick: with 100,000 rows looking through them all would be most of a tick's work.
  let unsettled: readonly SubscriptionRow[] = [];
  return {
    async refresh() {
      const current = await registry.revision();
      if (current === revision) return;
      const [subscriptions, guilds] = await Promise.all([registry.subscriptions(), registry.guildSettings()]);
      rows = new Map(subscriptions.map((row) => [row.channel, row]));
      settings = new Map(guilds.map((guild) => [guild.guild, guild]));
      groups = groupClocks(subscriptions, settings, defaults);
      unsettled = subscriptions.filter((row) => row.unsettled !== null);
      revision = current;
    },
    groups: () => groups,
    find: (channel) => rows.get(channel) ?? null,
    clock(channel) {
      const row = rows.get(channel);
      if (row === undefined) return { zone: defaults.zone, postingTime: defaults.postingTime, leads: null };
      return clockOf(row, settings, defaults);
    },
    unsettled: () => unsettled,
    all: () => [...rows.values()],
    guilds: () => [...settings.values()],
  };
}
