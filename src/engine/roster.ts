import type { Instant } from '../model/date.ts';
import {
  type ChannelId,
  type Defaults,
  type GuildId,
  type GuildSettings,
  guildOf,
  type Owner,
  type PersonSettings,
  type SubscriptionClock,
  type UserId,
} from '../model/subscription.ts';
import type { RecurringRow, Registry, SubscriptionRow } from '../outbox/registry.ts';
import type { PlaceClock } from '../plan/recurring/plan-digests.ts';
import { type ClockGroup, clockOf, groupClocks } from '../plan/reminders/group-clocks.ts';
import { type Reader, readerIn } from '../time/reader.ts';

/** Subscriptions and servers' clocks in memory, read again only when the registry has changed. */
export type Roster = {
  /** Reads again if anything has changed; `groups` is a new array then, and the same one otherwise. */
  refresh(): Promise<void>;
  groups(): readonly ClockGroup[];
  find(channel: ChannelId): SubscriptionRow | null;
  clock(channel: ChannelId): SubscriptionClock;
  /** When a server's pause ends, or ended; `null` where it has none. */
  pausedUntil(owner: Owner): Instant | null;
  /** The clock of an owner, whether or not a channel of theirs is subscribed. */
  place(owner: Owner): PlaceClock;
  /** By whose calendar and clock an owner's messages are written. */
  reader(owner: Owner): Reader;
  /** Boards and digests; a new array when anything in the registry has changed. A board's state is as of then. */
  recurring(): readonly RecurringRow[];
  /** The subscriptions whose change the next tick has to settle. */
  unsettled(): readonly SubscriptionRow[];
  all(): readonly SubscriptionRow[];
  guilds(): readonly GuildSettings[];
  people(): readonly PersonSettings[];
};

/** Makes a roster over a registry, of the servers that are served; it is empty until the first `refresh`. */
export function makeRoster(
  registry: Registry,
  defaults: Defaults,
  onlyServers: readonly GuildId[] | null = null,
): Roster {
  const isServed = (guild: GuildId | null): boolean =>
    guild === null || onlyServers === null || onlyServers.includes(guild);
  let revision: number | null = null;
  // What the registry has, so that a change can be told from it; and of those, the ones that are served.
  let known = new Map<ChannelId, SubscriptionRow>();
  let rows: ReadonlyMap<ChannelId, SubscriptionRow> = known;
  let guilds: ReadonlyMap<GuildId, GuildSettings> = new Map();
  let people: ReadonlyMap<UserId, PersonSettings> = new Map();
  let groups: readonly ClockGroup[] = [];
  let recurring: readonly RecurringRow[] = [];
  // Asked for at every tick: with 100,000 rows, filtering them all would be most of a tick's work.
  let unsettled: readonly SubscriptionRow[] = [];
  // Many callers ask at once when something has changed: all of them wait for one reading.
  let reading: Promise<void> | null = null;
  const settings = (owner: Owner): GuildSettings | PersonSettings | null => {
    if (owner.kind === 'guild') return guilds.get(owner.guild) ?? null;
    return owner.kind === 'person' ? (people.get(owner.user) ?? null) : null;
  };
  const read = (): Promise<void> => {
    reading = readAll().finally(() => {
      reading = null;
    });
    return reading;
  };
  const readRows = async (): Promise<Map<ChannelId, SubscriptionRow>> => {
    if (revision !== null) {
      const changed = await registry.subscriptionsSince(revision);
      const kept = new Map(known);
      for (const row of changed.rows) kept.set(row.channel, row);
      if (kept.size === changed.count) return kept.size === known.size ? kept : new Map([...kept].sort(byChannel));
    }
    return new Map((await registry.subscriptions()).map((row) => [row.channel, row]));
  };
  const readAll = async (): Promise<void> => {
    const current = await registry.revision();
    const [subscriptions, ofGuilds, ofPeople, boards] = await Promise.all([
      readRows(),
      registry.guildSettings(),
      registry.personSettings(),
      registry.recurring(),
    ]);
    known = subscriptions;
    rows = onlyServers === null ? known : new Map([...known].filter(([, { owner }]) => isServed(guildOf(owner))));
    guilds = new Map(ofGuilds.map((own) => [own.guild, own]));
    people = new Map(ofPeople.map((own) => [own.user, own]));
    groups = groupClocks([...rows.values()], settings, defaults);
    recurring = boards.filter(({ guild }) => isServed(guild));
    unsettled = [...rows.values()].filter((row) => row.unsettled !== null);
    revision = current;
  };
  return {
    async refresh() {
      const current = await registry.revision();
      if (current === revision) return;
      // The reading under way may have begun before the caller's own write; the next one cannot have.
      await reading;
      if (revision === null || revision < current) await (reading ?? read());
    },
    groups: () => groups,
    find: (channel) => rows.get(channel) ?? null,
    clock(channel) {
      const row = rows.get(channel);
      if (row === undefined) return { zone: defaults.zone, postingTime: defaults.postingTime, leads: null };
      return clockOf(row, settings, defaults);
    },
    pausedUntil: (owner) => (owner.kind === 'guild' ? (guilds.get(owner.guild)?.pausedUntil ?? null) : null),
    place(owner) {
      const own = settings(owner);
      return { zone: own?.zone ?? defaults.zone, postingTime: own?.postingTime ?? defaults.postingTime };
    },
    reader(owner) {
      const own = settings(owner);
      return readerIn(own?.zone ?? defaults.zone, own);
    },
    recurring: () => recurring,
    unsettled: () => unsettled,
    all: () => [...rows.values()],
    guilds: () => [...guilds.values()],
    people: () => [...people.values()],
  };
}

/** In the order of the registry. */
function byChannel([a]: readonly [ChannelId, unknown], [b]: readonly [ChannelId, unknown]): number {
  return a < b ? -1 : 1;
}
