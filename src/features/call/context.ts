import type { ListIndex } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, EventList } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { Problem } from '../../model/problem.ts';
import {
  type ChannelId,
  type Defaults,
  type GuildId,
  type GuildSettings,
  guildOf,
  type PersonSettings,
  type UserId,
} from '../../model/subscription.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Registry, SubscriptionRow } from '../../outbox/registry.ts';
import type { World } from '../../time/world.ts';
import type { OpenQuestion } from './ask-back.ts';
import type { Call, CalledChannel, CalledRole, CommandShape } from './command.ts';
import type { ShareableAnswer } from './share-answer.ts';
import type { ShortMemory } from './short-memory.ts';
import type { InTurn } from './take-turns.ts';
import type { PendingUndo } from './undo-parts.ts';

/** The program's knowledge of itself at this moment. */
export type RunState = {
  readonly startedAt: Instant;
  readonly lastTickAt: Instant | null;
  readonly gatewayUp: boolean;
  /** Set with a real Discord and a simulated world: every message says so and nobody is pinged. */
  readonly replay: boolean;
  /** Problems of the newest reading of the list; the last good list stays in use while there are any. */
  readonly listProblems: readonly Problem[];
  /**
   * Further facts that maintainers should know, in plain sentences: a watermark ahead of now, a state that is
   * not the one which belongs there.
   */
  readonly alarms: readonly string[];
};

/** Whether a person can be written to. */
export type PersonReach =
  /** Their channel of direct messages, where a greeting was just posted. */
  | { readonly kind: 'open'; readonly channel: ChannelId }
  /** They take no direct messages from this bot. */
  | { readonly kind: 'closed'; readonly channel: ChannelId }
  /** Discord did not say. */
  | { readonly kind: 'unknown' };

/** How a test message ended; `why` is a sentence for people. */
export type SendTry =
  | { readonly kind: 'sent'; readonly message: string }
  | { readonly kind: 'failed'; readonly why: string };

/** One channel of a server as the bot finds it. */
export type FoundChannel = {
  readonly id: ChannelId;
  /** `null` where it is gone or cannot be seen. */
  readonly channel: CalledChannel | null;
};

/** A server as Discord describes it at this moment, for `/datewatch check` and `/datewatch setup`. */
export type FoundServer = {
  readonly channels: readonly FoundChannel[];
  readonly roles: readonly CalledRole[];
  /** How far the program's time is ahead of Discord's, ms; `null` when Discord did not say. */
  readonly clockAheadMs: number | null;
  /** Whether anybody can add the bot to a server; left out when Discord did not say. */
  readonly isPublic?: boolean;
};

/** The parts that the handlers of commands may use. Built by the app; everything is current when called. */
export type CommandContext = {
  readonly world: World;
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** A server's subscriptions. */
  subscriptionsOf(guild: GuildId): Promise<readonly SubscriptionRow[]>;
  /** A server's settings; `null` where it has set nothing. */
  settingsOf(guild: GuildId): Promise<GuildSettings | null>;
  /** A person's settings for their own reminders; `null` where they have set nothing. */
  personSettingsOf(user: UserId): Promise<PersonSettings | null>;
  /** The answers of set-ups that are not saved yet. */
  readonly drafts: ShortMemory<SetupDraft>;
  /** Changes that can be taken back. */
  readonly undos: ShortMemory<PendingUndo>;
  /** Questions back to people that wait for an answer. */
  readonly questions: ShortMemory<OpenQuestion>;
  /** Private answers that can be shared. */
  readonly shared: ShortMemory<ShareableAnswer>;
  /** The last good list. */
  list(): EventList;
  /** That list, indexed for lookups. */
  index(): ListIndex;
  /** The edges of an event of that list, soonest first, derived once per list. */
  edges(event: EventId): readonly Edge[];
  defaults(): Defaults;
  /**
   * Whether the caller looks after this program: only they see lines of its files and counts over all servers. It is
   * whom the settings name, or a manager where the settings choose the servers.
   */
  isMaintainer(call: Call): boolean;
  /** Whether every server that adds the bot is served. */
  readonly servesAll: boolean;
  /** The public address below which calendars of channels are served, with a slash at the end; `null` where none are. */
  readonly calendarsAt: string | null;
  /** How many channels of one server may get something. */
  readonly channelsPerServer: number;
  state(): RunState;
  /** Every command that is offered, in the order of `/help`. */
  commandShapes(): Promise<readonly CommandShape[]>;
  /**
   * Runs work that reads and rewrites a person's choices or their draft, after everything that they asked for before.
   * Throws `CommandRefusal` where too much is waiting.
   */
  readonly inTurn: InTurn;
  /**
   * Resolves when the pin of a channel's new board has been tried: with whether an answer given now can be changed then.
   * Never, where none is tried.
   */
  pinTried(channel: ChannelId): Promise<boolean>;
  /** Opens a person's direct messages and writes `greeting` there, to learn whether they are open. Never throws. */
  reachPerson(user: UserId, greeting: Message): Promise<PersonReach>;
  /** Asks Discord about these channels and the server's roles, by REST; `null` when it did not say in time. Never throws. */
  findServer(guild: GuildId, channels: readonly ChannelId[]): Promise<FoundServer | null>;
  /** Writes a message into a channel at once, as a test that pings nobody. Never throws. */
  tryChannel(channel: ChannelId, message: Message): Promise<SendTry>;
  /**
   * Accepts the shorter list of that version, which is held back. `elsewhere`: only the channel of the maintainers may.
   * `gone`: it is held no more.
   */
  acceptList(version: string, channel: ChannelId): Promise<'accepted' | 'gone' | 'elsewhere'>;
  /** Makes a PNG of an SVG. Rejects where that does not succeed in time, or too many wait for theirs. */
  drawPicture(svg: string): Promise<Uint8Array>;
  /** Call it after writing a subscription or setting: the next tick settles the change. */
  changed(): void;
};

/** The questions about one server or person, answered from a registry. */
export function askRegistry(
  registry: Pick<Registry, 'subscriptions' | 'guildSettings' | 'personSettings'>,
): Pick<CommandContext, 'subscriptionsOf' | 'settingsOf' | 'personSettingsOf'> {
  return {
    subscriptionsOf: async (guild) => (await registry.subscriptions()).filter((row) => guildOf(row.owner) === guild),
    settingsOf: async (guild) => (await registry.guildSettings()).find((own) => own.guild === guild) ?? null,
    personSettingsOf: async (user) => (await registry.personSettings()).find((own) => own.user === user) ?? null,
  };
}

/** The answers to the first questions of a set-up, until the last one saves them. */
export type SetupDraft = {
  readonly user: UserId;
  readonly guild: GuildId;
  /** The channel chosen, as the bot last found it. */
  readonly place: CalledChannel;
  readonly topics: readonly string[] | null;
  readonly kinds: readonly string[] | null;
};

/** How long one waits for the next answer, by the machine's clock. */
export const DRAFT_LIVES_MS = 30 * 60_000;
/** How long a question waits, by the machine's clock. */
export const QUESTION_LIVES_MS = 10 * 60_000;
/** How long an answer can be shared, by the machine's clock. */
export const SHARE_LIVES_MS = 15 * 60_000;
/** How long a change can be taken back, by the machine's clock. */
export const UNDO_LIVES_MS = 10 * 60_000;
