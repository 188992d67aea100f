import type { NoticeChoices } from './change.ts';
import type { Instant, LocalTime, Zone } from './date.ts';
import type { Certainty } from './event.ts';
import type { Lead } from './lead.ts';

/** Discord ids are 64-bit: always text. */
export type GuildId = string;
export type ChannelId = string;
export type RoleId = string;
export type UserId = string;

/** Which events a subscription wants. `null` means all. */
export type EventFilter = { readonly topics: readonly string[] | null; readonly kinds: readonly string[] | null };

/** One channel's wish. A channel has one; subscribing again replaces it. */
export type Subscription = {
  readonly guild: GuildId;
  readonly channel: ChannelId;
  readonly filter: EventFilter;
  /** `null`: the defaults of the settings file, which differ by kind of edge. */
  readonly leads: readonly Lead[] | null;
  /** The role to ping, and for which certainties (by default only `confirmed`, product rule 14). */
  readonly role: RoleId | null;
  readonly pingFor: readonly Certainty[];
  /** What to do at each kind of change; kinds that are not named follow the defaults. */
  readonly notices?: NoticeChoices;
  /** World time at which its window begins: its creation or its last change. Nothing due before is a tick's business. */
  readonly since: Instant;
  /** Where it was made. A command's subscription wins over the settings file's for the same channel. */
  readonly madeBy: 'command' | 'settings';
  /** Why it gets nothing at present; `null` when it is active. */
  readonly paused: string | null;
};

/** One server's clock; `null` fields fall back to the settings file's defaults. */
export type GuildSettings = {
  readonly guild: GuildId;
  readonly zone: Zone | null;
  readonly postingTime: LocalTime | null;
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

/** What of a subscription decides **when**: subscriptions with equal clocks share one derivation. */
export type SubscriptionClock = {
  readonly zone: Zone;
  readonly postingTime: LocalTime;
  /** `null`: the defaults. */
  readonly leads: readonly Lead[] | null;
};
