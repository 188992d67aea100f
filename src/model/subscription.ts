import type { NoticeChoices } from './change.ts';
import type { Instant, LocalTime, Zone } from './date.ts';
import type { Certainty, EventId, Importance } from './event.ts';
import type { Lead } from './lead.ts';

/** The holder of a subscription and of its posts: a server, or a person for themselves alone. */
export type Subscriber =
  | { readonly kind: 'guild'; readonly guild: GuildId }
  | { readonly kind: 'person'; readonly user: UserId };

/** The owner of a post. The maintainers' channel belongs to them where no subscription says whose it is. */
export type Owner = Subscriber | { readonly kind: 'maintainers' };

/** A server as an owner. */
export function ofGuild(guild: GuildId): Extract<Owner, { readonly kind: 'guild' }> {
  return { kind: 'guild', guild };
}

/** The server of an owner; `null` for a person and for the maintainers. */
export function guildOf(owner: Owner): GuildId | null {
  return owner.kind === 'guild' ? owner.guild : null;
}

/** Discord ids are 64-bit: always text. */
export type GuildId = string;
export type ChannelId = string;
export type RoleId = string;
export type UserId = string;

/**
 * The events that a subscription lets through; an event must pass every part. `null`, or a part left out, lets all
 * through.
 */
export type EventFilter = {
  readonly topics: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly regions?: readonly string[] | null;
  readonly certainties?: readonly Certainty[] | null;
  /** Left out: all, and of those that are `low` no reminders. */
  readonly importances?: readonly Importance[] | null;
  /** Words of title, phrase or id, whatever their case and accents: any of `allow` (none: all), none of `block`. */
  readonly words?: { readonly allow: readonly string[]; readonly block: readonly string[] };
  /** Only these events: a person's own reminders. */
  readonly events?: readonly EventId[] | null;
  /** Never these: muted one by one. */
  readonly muted?: readonly EventId[];
};

/** Whether a filter lets every event through, but for those muted one by one. */
export function letsAllThrough(filter: EventFilter): boolean {
  const { topics, kinds, regions, certainties, importances, words, events } = filter;
  const parts = [topics, kinds, regions ?? null, certainties ?? null, importances ?? null, events ?? null];
  return parts.every((part) => part === null) && [...(words?.allow ?? []), ...(words?.block ?? [])].length === 0;
}

/** From one local time to another, over midnight where `until` is not after `from`. */
export type QuietHours = { readonly from: LocalTime; readonly until: LocalTime };

/** The kinds of message that may ping; a digest or a board never does. */
export const PING_KINDS = ['reminder', 'catch-up', 'notice'] as const;
export type PingKind = (typeof PING_KINDS)[number];

/** How long before dates a subscription asks to be reminded. */
export type ChosenLeads = Pick<Subscription, 'leads' | 'leadsByKind' | 'leadsByEvent'>;

/** One channel's subscription. A channel has one; subscribing again replaces it. */
export type Subscription = {
  readonly owner: Subscriber;
  /** For a person, their channel of direct messages. */
  readonly channel: ChannelId;
  readonly filter: EventFilter;
  /** `null`: the defaults of the settings file, which differ by kind of edge. */
  readonly leads: readonly Lead[] | null;
  /** Instead of `leads`, for events of one kind. */
  readonly leadsByKind?: Readonly<Record<string, readonly Lead[]>>;
  /** Instead of both, for single events: a person's own reminders. */
  readonly leadsByEvent?: Readonly<Record<EventId, readonly Lead[]>>;
  /**
   * Reminders that fall due in these hours wait for their end, unless the anchor comes first; `null` or left out: none.
   */
  readonly quiet?: QuietHours | null;
  /** Kinds of message that never ping here, whatever their certainty. */
  readonly pingless?: readonly PingKind[];
  /**
   * Where a person asked: their reminders go there, with a mention, when their direct messages are closed; `null` or
   * left out: nowhere.
   */
  readonly fallback?: { readonly guild: GuildId; readonly channel: ChannelId } | null;
  /** False: in an announcement channel its messages are not published to those that follow it; by default they are. */
  readonly publish?: boolean;
  /** The print of the secret in the address of its calendar; left out where it has none. */
  readonly calendar?: string;
  /** The role to ping, and for which certainties (by default only `confirmed`, product rule 14). */
  readonly role: RoleId | null;
  readonly pingFor: readonly Certainty[];
  /** The way to handle each kind of change; kinds that are not named follow the defaults. */
  readonly notices?: NoticeChoices;
  /** World time at which its window begins: its creation or its last change. Ticks ignore anything due before. */
  readonly since: Instant;
  /** Where it was made. A command's subscription wins over the settings file's for the same channel. */
  readonly madeBy: 'command' | 'settings';
  /** The reason of its pause; `null` when it is active. */
  readonly paused: string | null;
};

/** How hours are written: up to twelve twice a day, or up to 24. */
export type Hours = 12 | 24;

/** Discord's language of every server that is no Community, whoever is in it: it says nothing about hours. */
export const UNCHOSEN_LOCALE = 'en-US';

/** One server's clock; `null` fields fall back to the settings file's defaults. */
export type GuildSettings = {
  readonly guild: GuildId;
  readonly zone: Zone | null;
  readonly postingTime: LocalTime | null;
  /**
   * Until then nothing is posted in this server but corrections of earlier messages; `null` or left out: not paused.
   */
  readonly pausedUntil?: Instant | null;
  /** As a manager chose it; `null` or left out: automatic, by `locale` and the place. */
  readonly hours?: Hours | null;
  /** Its language as Discord last gave it, such as `de`; `null` or left out where it is not known. */
  readonly locale?: string | null;
};

/** The clock that a person has set for their own reminders. */
export type PersonSettings = {
  readonly user: UserId;
  readonly zone: Zone | null;
  readonly postingTime: LocalTime | null;
  /** Their language as Discord gave it when they last asked; `null` or left out where it is not known. */
  readonly locale?: string | null;
};

/** The defaults of the settings file that decide what is due. */
export type Defaults = {
  readonly zone: Zone;
  readonly postingTime: LocalTime;
  readonly leads: LeadDefaults;
};

/** Leads of a subscription that names none: by event kind where given, else by whether the edge is a deadline. */
export type LeadDefaults = {
  readonly events: readonly Lead[];
  readonly deadlines: readonly Lead[];
  readonly byKind: Readonly<Record<string, readonly Lead[]>>;
};

/** The part of a subscription that decides **when**: subscriptions with equal clocks share one derivation. */
export type SubscriptionClock = {
  readonly zone: Zone;
  readonly postingTime: LocalTime;
  /** `null`: the defaults. */
  readonly leads: readonly Lead[] | null;
  readonly leadsByKind?: Readonly<Record<string, readonly Lead[]>>;
  readonly leadsByEvent?: Readonly<Record<EventId, readonly Lead[]>>;
  readonly quiet?: QuietHours | null;
  /** Whether it asks for reminders of events of low importance too; absent where it does not. */
  readonly low?: true;
};
