import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { Machine } from '../../time/machine.ts';
import type { Door } from '../interactions/open-door.ts';
import type { RestConnection } from '../rest/open-connection.ts';
import { readApplication } from '../rest/read-application.ts';
import { ConnectError, closedForGood, isForGood, requestProblem, waitText } from './connect-error.ts';
import type { ShardCount, ShardSharing } from './keep-shards.ts';
import { openShards, type Shards } from './open-shards.ts';
import { loginWait, noteLogin, readLogins, sessionsWait } from './pace-logins.ts';
import { readServers } from './read-packet.ts';
import type { OfferedCommands, Registration, RegistrationMemory } from './register-commands.ts';

/** Where interactions go, and the callbacks for events of the connection. */
export type ConnectOptions = {
  readonly door: Door;
  /** With which other processes the shards are shared, and how. */
  readonly sharing: ShardSharing;
  /** Opened beforehand, so that Discord is asked early; by default they are opened now. */
  readonly shards?: Shards;
  readonly onEvent?: (event: GatewayEvent) => void;
  /**
   * Called when a connection is made, with the servers that the bot is in, of those that this connection covers.
   */
  readonly listsServers?: (guilds: readonly string[], covers: (guild: string) => boolean) => void;
  /** How long the first connection may take, ms. Default 30,000. */
  readonly loginTimeoutMs?: number;
  /**
   * The note of earlier logins, so that a program that is started again and again does not use up the day's: then the first
   * login waits, and the connection is there before it is up, so that what goes by REST goes on. None by default.
   */
  readonly logins?: {
    recall(): Promise<string | null>;
    revise(change: (text: string | null) => string): Promise<void>;
  };
};

/** A living connection to the gateway. */
export type DiscordConnection = {
  /** Whether commands can arrive. For health checks: sends do not depend on it. */
  isUp(): boolean;
  /** How many logins Discord still allows this day, as far as it is known here; `null` where nothing logs in. */
  loginsLeft(): number | null;
  /** The gateway's shards that this process keeps; `null` where there is no gateway. */
  shards(): ShardCount | null;
  /** Whether the login waits: `register` resolves after it. */
  readonly waits: boolean;
  /** Writes the commands if they have changed. Throws `ConnectError`. */
  register(commands: OfferedCommands, memory: RegistrationMemory): Promise<Registration>;
  /**
   * Leaves the gateway. Interactions that have arrived are answered first, for at most a second. The REST connection
   * stays open.
   */
  close(): Promise<void>;
};

/**
 * Logs in over gateway sessions of our own and answers interactions. Call it last, after settings, list and store are
 * proven good: 1,000 logins a day cost the token. Where a login has to wait, it returns before it. Throws `ConnectError`,
 * whose message is one sentence for people.
 */
export async function connect(connection: RestConnection, options: ConnectOptions): Promise<DiscordConnection> {
  const { log, machine, answers: rest } = connection;
  const shards = options.shards ?? openShards(connection);
  const { manager } = shards;
  // Among several processes a session is resumed rather than made anew, and each identify asks first what is left.
  const isAlone = options.sharing.sessions === null;
  const gateway = watchGateway(manager, !isAlone, (event) => {
    log.info({ gateway: event.kind }, 'The gateway changed.');
    options.onEvent?.(event);
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data: packet }) => {
    if (packet.t === GatewayDispatchEvents.InteractionCreate) options.door.take(packet.d);
  });
  manager.on(WebSocketShardEvents.Ready, ({ data }) => {
    const { ids, covers } = readServers(data);
    if (ids !== null) options.listsServers?.(ids, covers);
  });
  const { host } = new URL(rest.options.api);
  const closing = new AbortController();
  const logins = readLogins((await options.logins?.recall()) ?? null);
  const logInNow = async (): Promise<string | null> => {
    if (isAlone) await options.logins?.revise((text) => noteLogin(readLogins(text), machine.now()));
    return logIn(shards, options.sharing, machine, options.loginTimeoutMs ?? 30_000);
  };
  let loginsLeft = 0;
  manager.on(WebSocketShardEvents.Ready, () => {
    loginsLeft = Math.max(0, loginsLeft - 1);
  });
  let waitMs: number;
  let applicationId: Promise<string | null>;
  try {
    const { session_start_limit: limit } = await shards.gateway;
    loginsLeft = limit.remaining;
    waitMs = !isAlone ? 0 : Math.max(loginWait(logins, machine.now(), limit.total), sessionsWait(limit));
    if (waitMs === 0) applicationId = Promise.resolve(await logInNow());
    else {
      const why = `This bot has logged in too often (${limit.remaining} of ${limit.total} logins left today); it logs in again in ${waitText(waitMs)}.`;
      log.error({ waitMs, remaining: limit.remaining }, why);
      options.onEvent?.({ kind: 'login waits', why });
      applicationId = machine.sleep(waitMs, closing.signal).then(() => {
        if (closing.signal.aborted) throw new ConnectError('gateway', 'The connection was closed before the login.');
        return logInNow();
      });
      applicationId.catch((error: unknown) => {
        if (!closing.signal.aborted) failed(error);
      });
    }
  } catch (error) {
    await shards.kept.end();
    throw requestProblem(error, host);
  }
  /** A login that failed later than the start: one that took too long goes on trying by itself. */
  function failed(error: unknown): void {
    const { problem, message } = requestProblem(error, host);
    log.error({ problem }, message);
    if (problem === 'token') options.onEvent?.({ kind: 'credentials gone', why: message });
    else if (problem === 'gateway') options.onEvent?.({ kind: 'closed for good', why: message });
  }
  return {
    isUp: shards.kept.areUp,
    loginsLeft: () => loginsLeft,
    shards: shards.kept.count,
    waits: waitMs > 0,
    async register(commands, memory) {
      const known = await applicationId;
      const { registerCommands } = await import('./register-commands.ts');
      try {
        const id = known ?? (await readApplication(connection)).id;
        return await registerCommands(rest, id, commands, memory);
      } catch (error) {
        throw requestProblem(error, host);
      }
    },
    async close() {
      closing.abort();
      gateway.stop();
      await options.door.settle();
      await shards.kept.end();
    },
  };
}

/** Resolves once a shard is up or there is none to keep, with the application's id if Discord has said it. */
async function logIn(
  { manager, kept }: Shards,
  sharing: ShardSharing,
  machine: Machine,
  timeoutMs: number,
): Promise<string | null> {
  const settled = new AbortController();
  let applicationId: string | null = null;
  manager.on(WebSocketShardEvents.Ready, ({ data }) => {
    applicationId = data.application.id;
  });
  const failed = new Promise<never>((_, reject) => {
    manager.on(WebSocketShardEvents.Closed, ({ code }) => {
      if (isForGood(code)) reject(closedForGood(code));
    });
    void machine.sleep(timeoutMs, settled.signal).then(() => {
      const within = `Discord's gateway did not answer within ${waitText(timeoutMs)}; try again in a minute.`;
      reject(new ConnectError('timeout', within));
    });
  });
  try {
    await Promise.race([kept.begin(sharing), failed]);
    return applicationId;
  } finally {
    settled.abort();
  }
}

/** An event in the life of the connection after it was made. */
export type GatewayEvent =
  | { readonly kind: 'ready' }
  /** The session continues where it stopped; nothing was missed. */
  | { readonly kind: 'resumed' }
  /** It reconnects by itself. */
  | { readonly kind: 'disconnected' }
  /** It does not reconnect by itself; sends may go on. `why` is a sentence for people. */
  | { readonly kind: 'closed for good'; readonly why: string }
  /** There were so many logins that the next one waits; sends go on. */
  | { readonly kind: 'login waits'; readonly why: string }
  /** The token no longer works: everything stops. */
  | { readonly kind: 'credentials gone'; readonly why: string };

/**
 * Calls `onEvent` until `stop`: from the first READY on where the login is waited for, which reports its own failure, and
 * from now on otherwise.
 */
function watchGateway(
  manager: WebSocketManager,
  fromNow: boolean,
  onEvent: (event: GatewayEvent) => void,
): { stop(): void } {
  let isReady = fromNow;
  let stopped = false;
  const emit = (event: GatewayEvent) => {
    if (event.kind === 'ready') isReady = true;
    if (isReady && !stopped) onEvent(event);
  };
  manager.on(WebSocketShardEvents.Ready, () => emit({ kind: 'ready' }));
  manager.on(WebSocketShardEvents.Resumed, () => emit({ kind: 'resumed' }));
  manager.on(WebSocketShardEvents.Closed, ({ code }) => {
    if (!isForGood(code)) return emit({ kind: 'disconnected' });
    const { problem, message } = closedForGood(code);
    emit({ kind: problem === 'token' ? 'credentials gone' : 'closed for good', why: message });
  });
  return {
    stop: () => {
      stopped = true;
    },
  };
}
