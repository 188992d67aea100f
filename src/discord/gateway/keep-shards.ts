import { type IShardingStrategy, type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { type APIGatewaySessionStartLimit, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import type { RestConnection } from '../rest/open-connection.ts';
import { isForGood } from './connect-error.ts';
import { type ConversationParts, type Ending, holdConversation, type LiveSession } from './hold-conversation.ts';
import type { SeenServer } from './read-packet.ts';

/**
 * Below this share of the day's identifies no connection is made: using them all in one day costs the token.
 * https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
const IDENTIFY_RESERVE = 0.05;

/** Between two identifies of one rate-limit key: https://docs.discord.com/developers/events/gateway#rate-limiting */
const IDENTIFY_EVERY_MS = 5_000;

/** Before a conversation is tried again: doubled with each one that came to nothing, up to a minute. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** A close code for a connection that was never made. */
const NEVER_OPENED = 1006;

/** Whether enough logins are left for one more. */
export function mayLogIn(limit: Pick<APIGatewaySessionStartLimit, 'remaining' | 'total'>): boolean {
  return limit.remaining > limit.total * IDENTIFY_RESERVE;
}

/** Takes what events show of servers, by their ids. */
export type ServerSigns = {
  /** The bot sees it. */
  seen(server: string): void;
  /** The bot was removed from it, or it was deleted. */
  left(server: string): void;
  /** The event describes channels of it. */
  channels?(seen: SeenServer): void;
};

/**
 * The shards of discord.js's manager, each kept by conversations of our own. The library's shard ends the process over a
 * packet that it does not expect, waits without end for an answer to RESUME, and takes no proxy. A session that cannot
 * be resumed is identified anew, as long as the day's logins last.
 */
export function keepShards(
  manager: WebSocketManager,
  parts: Pick<RestConnection, 'machine' | 'log' | 'dispatcher' | 'token'> & {
    readonly servers: ServerSigns;
  },
): IShardingStrategy {
  const { machine, log, dispatcher, token } = parts;
  let stop = new AbortController();
  let living: Promise<void>[] = [];
  let ids: readonly number[] = [];
  const pace = paceIdentifies(machine);
  const dropped = reportDropped(log);

  const converse = async (
    shardId: number,
    session: LiveSession | null,
    viaBase: boolean,
    firstStood: () => void,
    signal: AbortSignal,
  ) => {
    const { url, shards, session_start_limit: limit } = await manager.fetchGatewayInformation();
    const base = session !== null && !viaBase ? session.url : url;
    const heard: ConversationParts['heard'] = (packet) => {
      if (packet.kind === 'interaction') {
        const data = { op: GatewayOpcodes.Dispatch, t: GatewayDispatchEvents.InteractionCreate, s: 0 } as const;
        manager.emit(WebSocketShardEvents.Dispatch, { shardId, data: { ...data, d: packet.interaction } });
        return;
      }
      if (packet.kind === 'server seen') {
        parts.servers.channels?.(packet);
        return parts.servers.seen(packet.server);
      }
      if (packet.kind === 'server left') return parts.servers.left(packet.server);
      if (packet.kind === 'resumed') manager.emit(WebSocketShardEvents.Resumed, { shardId });
      else manager.emit(WebSocketShardEvents.Ready, { shardId, data: packet.data });
      firstStood();
    };
    return await holdConversation({
      ...{ machine, dispatcher, session, heard, dropped, signal },
      url: `${base}?v=${manager.options.version}&encoding=json`,
      identity: {
        token: token.reveal(),
        intents: manager.options.intents,
        properties: manager.options.identifyProperties,
        shard: [shardId, manager.options.shardCount ?? shards],
      },
      async mayIdentify(ended) {
        await pace(shardId % Math.max(1, limit.max_concurrency), ended);
        manager.emit(WebSocketShardEvents.Hello, { shardId });
      },
    });
  };

  /** Keeps one shard until `signal` aborts or Discord closes it for good. */
  const keep = async (shardId: number, firstStood: () => void, signal: AbortSignal): Promise<void> => {
    let session: LiveSession | null = null;
    let failures = 0;
    let isFirst = true;
    while (!signal.aborted) {
      if (session === null && !isFirst) await untilLoginsAreLeft(manager, machine, log, signal);
      if (signal.aborted) return;
      isFirst = false;
      // The address for resuming may be the one that is gone.
      const ending: Pick<Ending, 'code' | 'session' | 'stood'> = await converse(
        shardId,
        session,
        failures % 2 === 1,
        firstStood,
        signal,
      ).catch(() => {
        return { code: NEVER_OPENED, session, stood: false };
      });
      if (signal.aborted) return;
      manager.emit(WebSocketShardEvents.Closed, { code: ending.code, shardId });
      if (isForGood(ending.code)) return;
      session = ending.session;
      failures = ending.stood ? 0 : failures + 1;
      await machine.sleep(
        Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) * (0.75 + Math.random() / 2),
        signal,
      );
    }
  };

  return {
    spawn(shardIds) {
      stop = new AbortController();
      ids = shardIds;
    },
    async connect() {
      const { signal } = stop;
      const standing = ids.map((shardId) => {
        const stood = Promise.withResolvers<void>();
        living.push(keep(shardId, stood.resolve, signal));
        return stood.promise;
      });
      await Promise.all(standing);
    },
    async destroy() {
      stop.abort();
      await Promise.all(living);
      living = [];
    },
    send: () => Promise.reject(new Error('Nothing but the shard itself writes to the gateway.')),
    fetchStatus: () => Promise.reject(new Error('The status is followed by its events.')),
  };
}

/** Each rate-limit key has one turn in five seconds. */
function paceIdentifies(machine: Machine): (key: number, signal: AbortSignal) => Promise<void> {
  const free = new Map<number, number>();
  return async (key, signal) => {
    const now = machine.monotonic();
    const turn = Math.max(now, free.get(key) ?? now);
    free.set(key, turn + IDENTIFY_EVERY_MS);
    await machine.sleep(turn - now, signal);
  };
}

/** Waits, where the day's logins run out, until there are some again. What cannot be asked is not held to be gone. */
async function untilLoginsAreLeft(
  manager: WebSocketManager,
  machine: Machine,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const known = await manager.fetchGatewayInformation(true).catch(() => null);
    if (known === null || mayLogIn(known.session_start_limit) || signal.aborted) return;
    const { remaining, reset_after: waitMs } = known.session_start_limit;
    log.error({ remaining, waitMs }, 'Too few logins are left today; commands arrive again when there are more.');
    await machine.sleep(Math.max(waitMs, LONGEST_WAIT_MS), signal);
  }
}

/** Logs each kind of dropped packet once, without its content. */
function reportDropped(log: Log): (what: string) => void {
  const seen = new Set<string>();
  return (packet) => {
    if (seen.has(packet)) return;
    seen.add(packet);
    log.warn({ packet }, 'A packet of the gateway was not understood and dropped.');
  };
}
