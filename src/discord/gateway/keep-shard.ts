import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { type APIGatewaySessionStartLimit, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import type { RestConnection } from '../rest/open-connection.ts';
import { isForGood } from './connect-error.ts';
import { type ConversationParts, type Ending, holdConversation } from './hold-conversation.ts';
import { keepSessionNote, type SessionNotes } from './keep-session-note.ts';
import type { SeenServer } from './read-packet.ts';

/**
 * Below this share of the day's identifies no connection is made: using them all in one day costs the token.
 * https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
const IDENTIFY_RESERVE = 0.05;

/** Before a conversation is tried again: doubled with each one that came to nothing, up to a minute. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** A close code for a connection that was never made. */
const NEVER_OPENED = 1006;

/** Whether enough logins are left for one more. */
export function mayLogIn(limit: Pick<APIGatewaySessionStartLimit, 'remaining' | 'total'>): boolean {
  return limit.remaining > limit.total * IDENTIFY_RESERVE;
}

/** Takes what events show of servers, by their ids, and their language where an event tells it. */
export type ServerSigns = {
  /** The bot sees it. */
  seen(server: string, locale?: string | null): void;
  /** The bot was removed from it, or it was deleted. */
  left(server: string): void;
  /** The event describes channels of it. */
  channels?(seen: SeenServer): void;
};

/** Everything that keeping one shard needs. */
export type ShardParts = Pick<RestConnection, 'machine' | 'log' | 'dispatcher' | 'token'> & {
  readonly manager: WebSocketManager;
  readonly servers: ServerSigns;
  readonly shard: number;
  /** How many shards there are. */
  readonly count: number;
  /** Whether this process holds the shard for sure: otherwise another one may have it, with the same session. */
  isOurs(): boolean;
  /** Where the session is kept for whoever takes the shard over; `null`: it ends with this process. */
  readonly sessions: SessionNotes | null;
  /** Whether it has been made sure already that logins are left for the first identify. */
  readonly mayBegin: boolean;
  /** The day's logins that are left, by a recent answer; `null` where Discord did not say. */
  askLogins(): Promise<APIGatewaySessionStartLimit | null>;
  /** Resolves when this rate-limit key may identify, or when `signal` aborts. */
  mayIdentify(key: number, signal: AbortSignal): Promise<void>;
  /** Called when the shard gets up, and when it goes down. */
  stands(isUp: boolean): void;
  dropped(what: string): void;
};

/**
 * Keeps one shard by conversations of our own until `signal` aborts or Discord closes it for good. None is begun while
 * another process may have it.
 * The library's shard ends the process over a packet that it does not expect, waits without end for an answer to RESUME,
 * and takes no proxy. A session that cannot be resumed is identified anew, as long as the day's logins last.
 */
export async function keepShard(parts: ShardParts, signal: AbortSignal): Promise<void> {
  const { manager, machine, shard, isOurs } = parts;
  const note = keepSessionNote(parts, signal);
  let session = await note.recall();
  let failures = 0;
  let isChecked = parts.mayBegin;
  while (!signal.aborted) {
    while (!isOurs() && !signal.aborted) await machine.sleep(FIRST_WAIT_MS, signal);
    if (session === null && !isChecked) await untilLoginsAreLeft(parts, signal);
    if (signal.aborted) break;
    isChecked = false;
    // The address for resuming may be the one that is gone.
    const viaBase = failures % 2 === 1;
    const ending: Pick<Ending, 'code' | 'session' | 'stood'> = await converse(parts, {
      ...{ session, viaBase, signal },
      noted: note.noted,
    }).catch(() => ({ code: NEVER_OPENED, session, stood: false }));
    session = ending.session;
    note.noted(session);
    parts.stands(false);
    if (signal.aborted) break;
    manager.emit(WebSocketShardEvents.Closed, { code: ending.code, shardId: shard });
    if (isForGood(ending.code)) break;
    failures = ending.stood ? 0 : failures + 1;
    await machine.sleep(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) * (0.75 + Math.random() / 2), signal);
  }
  await note.end();
}

async function converse(
  parts: ShardParts,
  how: Pick<ConversationParts, 'session' | 'noted' | 'signal'> & { readonly viaBase: boolean },
): Promise<Ending> {
  const { manager, machine, dispatcher, dropped, shard, count, token } = parts;
  const { session, noted, signal } = how;
  const { url, session_start_limit: limit } = await manager.fetchGatewayInformation();
  const base = session !== null && !how.viaBase ? session.url : url;
  return await holdConversation({
    ...{ machine, dispatcher, session, noted, dropped, signal },
    heard: hearFor(parts),
    keepsSession: parts.sessions !== null,
    url: `${base}?v=${manager.options.version}&encoding=json`,
    identity: {
      token: token.reveal(),
      intents: manager.options.intents,
      properties: manager.options.identifyProperties,
      shard: [shard, count],
    },
    async mayIdentify(ended) {
      await parts.mayIdentify(shard % Math.max(1, limit.max_concurrency), ended);
      manager.emit(WebSocketShardEvents.Hello, { shardId: shard });
    },
  });
}

function hearFor({ manager, servers, shard, stands }: ShardParts): ConversationParts['heard'] {
  return (packet) => {
    switch (packet.kind) {
      case 'interaction': {
        const data = { op: GatewayOpcodes.Dispatch, t: GatewayDispatchEvents.InteractionCreate, s: 0 } as const;
        manager.emit(WebSocketShardEvents.Dispatch, { shardId: shard, data: { ...data, d: packet.interaction } });
        return;
      }
      case 'server seen':
        servers.channels?.(packet);
        return servers.seen(packet.server, packet.locale);
      case 'server left':
        return servers.left(packet.server);
      case 'resumed':
        stands(true);
        manager.emit(WebSocketShardEvents.Resumed, { shardId: shard });
        return;
      case 'ready':
        stands(true);
        manager.emit(WebSocketShardEvents.Ready, { shardId: shard, data: packet.data });
    }
  };
}

/** Waits, where the day's logins run out, until there are some again. What cannot be asked is not held to be gone. */
async function untilLoginsAreLeft({ askLogins, machine, log }: ShardParts, signal: AbortSignal): Promise<void> {
  for (;;) {
    const limit = await askLogins();
    if (limit === null || mayLogIn(limit) || signal.aborted) return;
    const { remaining, reset_after: waitMs } = limit;
    log.error({ remaining, waitMs }, 'Too few logins are left today; commands arrive again when there are more.');
    await machine.sleep(Math.max(waitMs, LONGEST_WAIT_MS), signal);
  }
}
