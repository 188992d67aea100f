import type { Instant, LocalDay, MachineInstant, Zone } from '../model/date.ts';
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
  readonly startedAt: Instant;
  /** Since the last tick ended, ms of machine time; `null` before the first one. */
  readonly tickAgeMs: number | null;
  readonly gatewayUp: boolean;
  readonly loginsLeft: number;
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

/** The program as such, whether or not it runs. */
export type ProgramFacts = {
  readonly version: string;
  readonly node: string;
  readonly zoneData: string;
  readonly startedAt: MachineInstant;
};
