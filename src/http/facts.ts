import type { Instant, LocalDay, MachineInstant, Zone } from '../model/date.ts';
import type { Edge } from '../model/edge.ts';
import type { ListEvent } from '../model/event.ts';
import type { Lead } from '../model/lead.ts';
import type { PostKind, RestReason } from '../model/post.ts';
import type { OutboxSummary } from '../outbox/outbox.ts';

/** One file of the list, by its name alone. */
export type FileFact = {
  readonly name: string;
  readonly covers: string;
  readonly events: number;
  readonly archive: boolean;
  /** The later of the day until which its makers knew and the last one on which an entry was verified. */
  readonly knownUntil: LocalDay | null;
};

/** The figures of a running program: cheap to ask, whatever it holds. */
export type RunFigures = {
  /** World time, and the zone in which the program counts where a server has set none. */
  readonly now: Instant;
  readonly zone: Zone;
  /** A simulated world, and one with the real Discord. */
  readonly simulated: boolean;
  readonly replay: boolean;
  readonly startedAt: Instant;
  /** Since the last tick ended, ms of machine time; `null` before the first one. */
  readonly tickAgeMs: number | null;
  readonly gatewayUp: boolean;
  /** `null` where nothing logs in. */
  readonly loginsLeft: number | null;
  /** Whether this process plans, as one of those on the state does. */
  readonly plans: boolean;
  /** The gateway's shards: those that this process keeps, those of them that are up, all; `null` without a gateway. */
  readonly shards: { readonly held: number; readonly up: number; readonly of: number } | null;
  /** Sentences for those who run the program. */
  readonly alarms: readonly string[];
  /** Lines about the newest reading of the list; empty while it is in force. */
  readonly problems: readonly string[];
  /** Whether a newer list is held back because it lacks something. */
  readonly listHeld: boolean;
  readonly events: number;
  readonly files: readonly FileFact[];
  readonly posts: OutboxSummary;
  /** Subscribed channels, by what becomes of their reminders. */
  readonly channels: { readonly active: number; readonly resting: number; readonly off: number };
  readonly requestsPerSecond: number;
  /** How long nothing may be sent now, ms. */
  readonly closedForMs: number;
};

/** A channel of a server, with the names that the gateway has shown. */
export type ChannelFact = {
  readonly id: string;
  readonly server: string | null;
  readonly name: string | null;
  readonly serverName: string | null;
};

/** One reminder to come. */
export type NextFact = {
  readonly due: Instant;
  readonly event: ListEvent;
  readonly edge: Edge | null;
  readonly lead: Lead;
  /** The first few channels of servers that it goes to, of so many; and how many people get it for themselves. */
  readonly channels: readonly ChannelFact[];
  readonly channelCount: number;
  readonly people: number;
};

/** One message that was sent. */
export type SentFact = {
  readonly due: Instant;
  readonly sentAt: Instant;
  readonly kind: PostKind;
  /** Its line; `null` where it was for one person alone. */
  readonly line: string | null;
  readonly channel: ChannelFact | null;
};

/** One channel that rests because it closed to the bot. */
export type RestFact = {
  readonly channel: ChannelFact;
  readonly reason: RestReason;
  readonly since: Instant | null;
};

/** The last messages and the next reminders in a running program. */
export type RunLists = {
  readonly next: readonly NextFact[];
  readonly sent: readonly SentFact[];
  /** The first few of them. */
  readonly resting: readonly RestFact[];
};

/** The state of the program at this moment. */
export type Phase =
  | { readonly kind: 'starting' }
  | { readonly kind: 'waiting'; readonly why: string; readonly until: MachineInstant }
  | { readonly kind: 'running'; readonly figures: RunFigures; readonly lists: RunLists };

/** The program as such, whether or not it runs. */
export type ProgramFacts = {
  readonly version: string;
  readonly node: string;
  readonly zoneData: string;
  readonly startedAt: MachineInstant;
};
