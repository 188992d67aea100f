import type { Instant } from '../../model/date.ts';
import type { RecurringKind } from '../../model/recurring.ts';
import type {
  ChannelId,
  GuildId,
  GuildSettings,
  PersonSettings,
  Subscription,
  UserId,
} from '../../model/subscription.ts';
import { OvertakenError, type RecurringRow, type Registry, type SubscriptionRow } from '../../outbox/registry.ts';
import { type BoardKeeper, closeBoard } from './close-board.ts';
import type { PressCall, Reply } from './command.ts';

/** One thing that people change as a whole. */
export type Part =
  | { readonly kind: 'subscription'; readonly channel: ChannelId }
  | { readonly kind: 'recurring'; readonly channel: ChannelId; readonly of: RecurringKind }
  | { readonly kind: 'server'; readonly guild: GuildId }
  | { readonly kind: 'person'; readonly user: UserId };

/** Its state at one time. */
export type Snapshot = {
  /** Equal for equal states, without the registry's own marks and the window. */
  readonly print: string;
  /** True where it is one person's alone. */
  readonly personal: boolean;
  /** Puts it back in place of `after`. Rejects with an `OvertakenError`, and changes nothing, where it is that no more. */
  restore(keeper: BoardKeeper, now: Instant, after: Snapshot): Promise<unknown>;
};

/** A part that was changed: as it was, and the print of what it became. */
export type ChangedPart = { readonly part: Part; readonly before: Snapshot; readonly after: Snapshot };

/** A change that can still be taken back. */
export type PendingUndo = {
  readonly user: UserId;
  readonly guild: GuildId | null;
  readonly parts: readonly ChangedPart[];
  /** The answer then; `null` for one sentence. */
  readonly undone: ((call: PressCall) => Promise<Reply>) | null;
};

/** Whether a part is one person's alone. */
export function isPersonal({ before, after }: ChangedPart): boolean {
  return before.personal || after.personal;
}

/** Whether a part is still as that change left it. */
export async function stillStands(registry: Registry, { part, after }: ChangedPart): Promise<boolean> {
  return isSame(await readPart(registry, part), after);
}

function isSame(now: Snapshot, after: Snapshot): boolean {
  return now.print === after.print;
}

function requireSame(now: Snapshot, after: Snapshot): void {
  if (!isSame(now, after)) throw new OvertakenError();
}

/**
 * The state of a part. Restoring it moves no window back: what fell due meanwhile is not made up for (product rule 9). A
 * board that was made is closed in its channel.
 */
export async function readPart(registry: Registry, part: Part): Promise<Snapshot> {
  switch (part.kind) {
    case 'subscription':
      return subscriptionNow(await registry.subscription(part.channel), part.channel);
    case 'recurring':
      return recurringNow(await findRecurring(registry, part), part);
    case 'server':
      return serverNow(await findServer(registry, part.guild), part.guild);
    case 'person':
      return personNow(await findPerson(registry, part.user), part.user);
  }
}

function subscriptionNow(row: SubscriptionRow | null, channel: ChannelId): Snapshot {
  const find = async (registry: Registry, after: Snapshot): Promise<SubscriptionRow | null> => {
    const current = await registry.subscription(channel);
    requireSame(subscriptionNow(current, channel), after);
    return current;
  };
  if (row === null) {
    return {
      print: 'none',
      personal: false,
      async restore({ registry }, _, after) {
        const current = await find(registry, after);
        if (current !== null) await registry.removeSubscription(channel, current);
      },
    };
  }
  const { since: _, unsettled: __, version: ___, ...state } = row;
  return {
    print: printState(state),
    personal: state.owner.kind === 'person',
    async restore({ registry }, now, after) {
      const current = await find(registry, after);
      const wanted = { ...state, since: now };
      const asksSame = current !== null && asksTheSame(current, wanted);
      return registry.putSubscription(asksSame ? { ...wanted, since: current.since } : wanted, current);
    },
  };
}

/** Whether two subscriptions ask for reminders of the same dates at the same times before them. */
export function asksTheSame(a: Subscription, b: Subscription): boolean {
  const asked = ({ filter, leads, leadsByKind, leadsByEvent }: Subscription) =>
    printState({ filter, leads, leadsByKind, leadsByEvent });
  return asked(a) === asked(b);
}

type RecurringPart = Extract<Part, { readonly kind: 'recurring' }>;

function recurringNow(row: RecurringRow | null, part: RecurringPart): Snapshot {
  if (row === null) {
    return {
      print: 'none',
      personal: false,
      async restore(keeper, now, after) {
        const made = await findRecurring(keeper.registry, part);
        requireSame(recurringNow(made, part), after);
        return made?.kind === 'board'
          ? closeBoard(made, keeper, now)
          : keeper.registry.removeRecurring(part.channel, part.of);
      },
    };
  }
  const { since: _, board: __, ...state } = row;
  return {
    print: printState(state),
    personal: false,
    async restore({ registry }, now, after) {
      const there = (await registry.recurring()).filter(({ channel }) => channel === part.channel);
      requireSame(recurringNow(there.find(({ kind }) => kind === part.of) ?? null, part), after);
      return registry.putRecurring({ ...state, since: now }, there);
    },
  };
}

async function findRecurring(registry: Registry, { channel, of }: RecurringPart): Promise<RecurringRow | null> {
  return (await registry.recurring()).find((row) => row.channel === channel && row.kind === of) ?? null;
}

async function findServer(registry: Registry, server: GuildId): Promise<GuildSettings | null> {
  return (await registry.guildSettings()).find(({ guild }) => guild === server) ?? null;
}

async function findPerson(registry: Registry, person: UserId): Promise<PersonSettings | null> {
  return (await registry.personSettings()).find(({ user }) => user === person) ?? null;
}

function serverNow(settings: GuildSettings | null, guild: GuildId): Snapshot {
  const { locale: _, ...set } = { zone: null, postingTime: null, pausedUntil: null, hours: null, ...settings };
  const state = { ...set, guild };
  return {
    print: printState(state),
    personal: false,
    async restore({ registry }, now, after) {
      const current = await findServer(registry, guild);
      requireSame(serverNow(current, guild), after);
      return registry.putGuildSettings(state, now, current);
    },
  };
}

function personNow(settings: PersonSettings | null, user: UserId): Snapshot {
  const { locale: _, ...set } = { zone: null, postingTime: null, ...settings };
  const state = { ...set, user };
  return {
    print: printState(state),
    personal: true,
    async restore({ registry }, now, after) {
      const current = await findPerson(registry, user);
      requireSame(personNow(current, user), after);
      return registry.putPersonSettings(state, now, current);
    },
  };
}

/** A text that is equal for equal plain data, in whatever order its keys were written; what is undefined is left out. */
export function printState(state: unknown): string {
  return JSON.stringify(sorted(state));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
