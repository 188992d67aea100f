/**
 * The emulator's promises to those who use it: tests, the demo, benchmarks. Types only; `start-emulator.ts` makes one.
 * All `…Ms` are milliseconds; ids are Discord snowflakes as text.
 */
import type { GatewayFaults } from './gateway/gateway-codes.ts';
import type { Interact } from './people/interact.ts';
import type { InteractionsEndpoint } from './people/send-over-http.ts';
import type { Playback } from './playback.ts';
import type { Json, JsonObject } from './rest/json.ts';
import type { WorldChanges } from './world/change-world.ts';
import type { StoredMessage, World, WorldSeed } from './world/world.ts';

/** How the global limit counts its second; Discord does not document which it is. */
export type Counting = 'fixed' | 'sliding' | 'bucket';

/** Everything has a default that behaves like Discord; tests switch off or tighten what they need. */
export interface EmulatorOptions {
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host?: '127.0.0.1' | '::1';
  /** A key and its certificate, both PEM: then it speaks HTTPS and WSS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The host by which it calls itself, where that is not its address: for clients behind a proxy. */
  readonly name?: string;
  /** Port on 127.0.0.1; 0 (default) takes a free one. */
  readonly port?: number;
  /** World time in ms since 1970: stamps messages (ids, timestamps, edits). Default: the machine's clock. */
  readonly now?: () => number;
  /** Machine time in ms: nonce window, limits, interaction ages. Default: the machine's clock; tests may move it. */
  readonly machineNow?: () => number;
  /** Requests a second over all routes but interaction endpoints. Default 50, sliding. */
  readonly globalLimit?: 'off' | { readonly perSecond: number; readonly counting: Counting };
  /** Message creates per channel. Default 5 in 5,000 ms. */
  readonly channelLimit?: 'off' | { readonly creates: number; readonly perMs: number };
  /** Added before every REST request is handled. Default 0. */
  readonly latencyMs?: number | ((request: { readonly method: string; readonly path: string }) => number);
  /** The session starts that `GET /gateway/bot` reports and IDENTIFY consumes. Default 1000 of 1000. */
  readonly sessionStart?: { readonly total?: number; readonly remaining?: number; readonly resetAfterMs?: number };
  /** The number of shards that `GET /gateway/bot` recommends. Default: one for each 2,500 servers begun. */
  readonly shards?: number;
  /**
   * Rate-limit keys of IDENTIFY (shard modulo this), each with one turn in five seconds: more get op 9. By default it is
   * reported as 1 and not enforced.
   */
  readonly maxConcurrency?: number;
  /** How long a nonce is remembered. Default 120,000. */
  readonly nonceWindowMs?: number;
  /** Time for the first answer to an interaction. Default 3,000. */
  readonly interactionDeadlineMs?: number;
  /** Life of an interaction token. Default 900,000. */
  readonly interactionTokenMs?: number;
  /** Edits allowed to one channel's messages older than an hour before 30046. Default 'off'. */
  readonly oldMessageEdits?: 'off' | number;
  /** `Date` header of every answer; default: the real time, as Node sends it. */
  readonly dateHeader?: () => Date;
  /** Heartbeat interval sent to clients. Default 41,250. */
  readonly heartbeatMs?: number;
  /** Privileged intents the application may use (bit field). Default 0: asking for one closes with 4014. */
  readonly privilegedIntents?: number;
  /** The world at the start. Default: one server, two text channels, an administrator and a member. */
  readonly world?: WorldSeed;
  /** The bot's token; generated when absent. */
  readonly token?: string;
}

/** A body Discord would have refused. A test that expects none asserts that `emulator.violations` is empty. */
export interface Violation {
  readonly method: string;
  /** Path below `/api/v10`. */
  readonly path: string;
  /** `path.to.field: what is wrong`, one per reason. */
  readonly reasons: readonly string[];
  readonly body: Json | undefined;
  readonly atMs: number;
}

/** One line of the request log. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** The route's template, such as `POST /channels/:channel/messages`; empty when unknown. */
  readonly route: string;
  /** Machine time of arrival and the time until the answer was sent. */
  readonly atMs: number;
  readonly tookMs: number;
  /** 0 when no status was sent: the connection was cut or left hanging. */
  readonly status: number;
  /** Discord's error code, where the answer had one. */
  readonly code: number | undefined;
  readonly authorized: boolean;
  /** Bytes of the request's body. */
  readonly size: number;
  /** Whether the request took effect (a fault may hide that from the client). */
  readonly accepted: boolean;
  /** The nonce by which a repeated create is recognised; `null` where the body names none. */
  readonly nonce: string | null;
}

/** One line of the gateway log. */
export interface GatewayRecord {
  readonly atMs: number;
  readonly direction: 'in' | 'out' | 'connect' | 'refused' | 'close';
  readonly op?: number;
  /** Dispatch name such as READY, or the close code. */
  readonly name?: string;
  readonly sessionId?: string;
}

/** The requests that a fault affects. All given conditions must hold; none given means every request. */
export interface FaultMatch {
  readonly method?: string;
  /** A template such as `/channels/:channel/messages`, or a path; with or without `METHOD ` before it. */
  readonly route?: string;
  readonly channelId?: string;
  /** Text the raw body must contain. */
  readonly bodyContains?: string;
  /** In process only. */
  readonly when?: (request: {
    readonly method: string;
    readonly path: string;
    readonly body: Json | undefined;
  }) => boolean;
}

/** The faults that can befall a request. `accept-…` kinds carry the request out first and spoil only the answer. */
export type FaultKind =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: number;
      readonly message?: string;
      /** Sent instead of `{message, code}`; a string goes out as text. */
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'accept-then-status'; readonly status: number }
  | { readonly kind: 'accept-then-reset' }
  | { readonly kind: 'accept-then-close' }
  | { readonly kind: 'accept-then-hang' }
  | { readonly kind: 'headers-then-stall' }
  | { readonly kind: 'refuse-before' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number; readonly scope?: 'user' | 'global' | 'shared' }
  /** A Cloudflare ban: every request for that long gets 429 in plain text without Discord's headers. */
  | { readonly kind: 'ban'; readonly ms: number };

/** A fault with the requests that it affects and how often. */
export type Fault = FaultKind & {
  readonly match?: FaultMatch;
  /** How many requests it affects; default 1. */
  readonly times?: number | 'always';
};

/** The queue of faults: the first that matches a request affects it. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Faults that are not used up yet. */
  pending(): readonly Fault[];
}

/** The events that the emulator emits, with their data. */
export interface EmulatorEvents {
  message: StoredMessage;
  edit: StoredMessage;
  delete: StoredMessage;
  request: RequestRecord;
  violation: Violation;
  gateway: GatewayRecord;
  /** A session of that shard got READY. */
  ready: { readonly sessionId: string; readonly shard: number };
  resumed: { readonly sessionId: string; readonly shard: number };
  /** The global commands were written. */
  commands: readonly JsonObject[];
  /** Servers, channels, members or permissions changed. */
  world: undefined;
}

/** A running emulator. Close it with `stop`, else its port and timers stay. */
export interface Emulator {
  /** The page to see and drive it: `http://127.0.0.1:PORT/`. */
  readonly url: string;
  /** REST base for discord.js' `rest.api` and `DISCORD_API_URL`: `http://127.0.0.1:PORT/api`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  /** State, to be read; change it through `change`. */
  readonly world: World;
  readonly change: WorldChanges;
  /** The actions of a person in the client. */
  readonly interact: Interact;
  /** Where interactions go over HTTP, once it is set; until then to the gateway. */
  readonly endpoint: Pick<InteractionsEndpoint, 'publicKey' | 'set' | 'sign'>;
  readonly faults: Faults;
  readonly gatewayFaults: GatewayFaults;
  readonly violations: readonly Violation[];
  /** The newest 50,000 requests. */
  readonly requests: readonly RequestRecord[];
  readonly gatewayLog: readonly GatewayRecord[];
  /** How many gateway sessions have a connection. */
  sessions(): number;
  /** Registered global commands. */
  commands(): readonly JsonObject[];
  /** Messages that exist, oldest first; of one channel or of all. Ephemeral ones are not among them. */
  messages(channelId?: string): readonly StoredMessage[];
  /** 401, 403 and 429 answers in the last ten minutes (shared-scope 429s are not counted, as at Discord). */
  invalidRequests(): number;
  /** Calls the listener at every event until the returned function is called. */
  on<K extends keyof EmulatorEvents>(type: K, listener: (event: EmulatorEvents[K]) => void): () => void;
  /**
   * Waits for a condition: `check` runs now and after every event, and the first answer that is neither undefined nor
   * false is the result. Rejects after `timeoutMs` (default 60,000) with `what` in the text.
   */
  until<T>(what: string, check: () => T | undefined | false, timeoutMs?: number): Promise<T>;
  /**
   * Empties it to the world that it began with, under the same address, token and ids. The application should be stopped:
   * its sessions are forgotten.
   */
  reset(): void;
  /** Offers the page what whoever runs this world can do beside Discord, from now on. */
  offer(playback: Playback): void;
  /** Closes every connection and the port. May be called twice. */
  stop(): Promise<void>;
}
