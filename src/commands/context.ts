import type { Instant } from '../model/date.ts';
import type { Edge } from '../model/edge.ts';
import type { EventId, EventList } from '../model/event.ts';
import type { Problem } from '../model/problem.ts';
import type { Defaults } from '../model/subscription.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Registry } from '../outbox/registry.ts';
import type { World } from '../time/world.ts';

/** What the program knows of itself at this moment. */
export type RunState = {
  readonly startedAt: Instant;
  readonly lastTickAt: Instant | null;
  readonly gatewayUp: boolean;
  /** Set with a real Discord and a simulated world: every message says so and nobody is pinged. */
  readonly replay: boolean;
  /** Problems of the newest reading of the list; the last good list stays in force while there are any. */
  readonly listProblems: readonly Problem[];
  /** What else maintainers should know, in plain sentences: a watermark ahead of now, a folder that does not persist. */
  readonly alarms: readonly string[];
};

/** What the handlers of commands may use. Built by the app; everything is current when called. */
export type CommandContext = {
  readonly world: World;
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** The last good list. */
  list(): EventList;
  /** The edges of an event of that list, soonest first, derived once per list. */
  edges(event: EventId): readonly Edge[];
  defaults(): Defaults;
  state(): RunState;
  /** To be called after a subscription or setting was written: the next tick settles what it changed. */
  changed(): void;
};
