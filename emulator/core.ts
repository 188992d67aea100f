/** The state, the clocks and the signals that all parts of one emulator share. No behaviour of its own. */

import type { EmulatorOptions, Violation } from './emulator.ts';
import type { Signals } from './gateway/emit-events.ts';
import type { InteractionsEndpoint } from './people/send-over-http.ts';
import type { PendingInteraction } from './people/track-interactions.ts';
import type { JsonObject } from './rest/json.ts';
import type { NonceMemory } from './world/remember-nonces.ts';
import type { StoredMessage, World } from './world/world.ts';

/** Handed to every part, so that none keeps state at file scope and many emulators can run in one process. */
export interface Core {
  readonly options: EmulatorOptions;
  readonly world: World;
  readonly token: string;
  /** World time, ms. */
  readonly now: () => number;
  /** Machine time, ms. */
  readonly machineNow: () => number;
  /** A new id that carries world time. */
  readonly newId: () => string;
  /** Makes `newId` count from the beginning again. */
  readonly restartIds: () => void;
  /** A new id that carries machine time: interactions are aged by it. */
  readonly newMachineId: () => string;
  readonly signals: Signals;
  readonly violations: Violation[];
  readonly nonces: NonceMemory;
  /** By interaction token. */
  readonly interactions: Map<string, PendingInteraction>;
  readonly endpoint: InteractionsEndpoint;
  /** The newest pictures that were attached, by attachment id: the page shows them. */
  readonly pictures: Map<string, Blob>;
  /** Edits of old messages so far, by channel (30046). */
  readonly oldEdits: Map<string, number>;
  /** Machine times of the publications of the last hour, by channel. */
  readonly publications: Map<string, readonly number[]>;
  /** Sends an event to the gateway sessions that may see it. */
  dispatch(event: Dispatch): void;
}

/** A gateway event on its way out: https://discord.com/developers/docs/events/gateway-events#receive-events */
export interface Dispatch {
  readonly name: string;
  readonly data: JsonObject;
  /** Intent bit a session must have; 0 for events that need none. */
  readonly intent: number;
  /** Only shards that hold this server get it. */
  readonly guildId?: string | undefined;
}

/** Intent bits: https://discord.com/developers/docs/events/gateway#gateway-intents */
export const INTENT = {
  none: 0,
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
  scheduledEvents: 1 << 16,
} as const;

/** One request on its way through a route. */
export interface Call {
  readonly core: Core;
  readonly method: string;
  /** Below `/api/v10`. */
  readonly path: string;
  /** Values of the template's `:names`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed JSON body; undefined when there was none. */
  readonly body: JsonObject | readonly JsonObject[] | undefined;
  readonly files: readonly UploadedFile[];
}

/** A file of a multipart body. */
export interface UploadedFile {
  /** The number in `files[n]`. */
  readonly index: number;
  readonly filename: string;
  readonly size: number;
  readonly content: Blob;
}

/** The value of a `:name` of the route's template. */
export function paramOf(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`emulator: the route of ${call.method} ${call.path} has no :${name}`);
  return value;
}

/** The body as an object; an empty one when there was none or it was a list. */
export function bodyOf(call: Call): JsonObject {
  return call.body === undefined || Array.isArray(call.body) ? {} : (call.body as JsonObject);
}

/** Messages of a channel, oldest first. */
export function messagesIn(world: World, channelId: string): Map<string, StoredMessage> {
  const known = world.messages.get(channelId);
  if (known !== undefined) return known;
  const made = new Map<string, StoredMessage>();
  world.messages.set(channelId, made);
  return made;
}
