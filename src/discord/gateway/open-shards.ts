import { REST } from '@discordjs/rest';
import { CloseCodes, type SessionInfo, WebSocketManager } from '@discordjs/ws';
import type { APIGatewayBotInfo } from 'discord-api-types/v10';
import type { Log } from '../../model/log.ts';
import type { RestConnection } from '../rest/open-connection.ts';
import { badToken } from './connect-error.ts';

/** Nothing else can be part of a token; anything else would break the header it is sent in. */
const TOKEN_SHAPE = /^[\w.+/=-]+$/;

/** The gateway's connections, not yet made, and a REST instance for the gateway and for answers to interactions. */
export type Shards = {
  readonly manager: WebSocketManager;
  readonly rest: REST;
  /** Discord's facts about its gateway and about this day's logins. */
  readonly gateway: Promise<APIGatewayBotInfo>;
  /** Leaves the gateway for good. */
  close(): Promise<void>;
};

/**
 * discord.js's own gateway and REST without its client, whose structures and caches nothing here would use. Without
 * intents: interactions need none, so they always arrive, and everything else goes by REST. Memory then stays flat in
 * the number of servers. There are as many connections as Discord recommends; one up to 2,500 servers. It asks about
 * the gateway at once, which is no login, so that the answer is on its way while the rest of a start is prepared.
 * Throws `ConnectError` where the token cannot be one.
 */
export function openShards(connection: RestConnection): Shards {
  const token = connection.token.reveal();
  if (!TOKEN_SHAPE.test(token)) throw badToken();
  const rest = new REST(connection.clientOptions).setToken(token);
  const sessions = new Map<number, SessionInfo>();
  const manager = new WebSocketManager({
    token,
    intents: 0,
    rest,
    // By default all managers of a process share one store.
    retrieveSessionInfo: (shard) => sessions.get(shard) ?? null,
    updateSessionInfo(shard, session) {
      if (session === null) sessions.delete(shard);
      else sessions.set(shard, session);
    },
  });
  const gateway = manager.fetchGatewayInformation();
  // Its failure is reported where it is awaited.
  gateway.catch(() => undefined);
  return {
    manager,
    rest,
    gateway,
    async close() {
      await manager.destroy({ code: CloseCodes.Normal, reason: 'Datewatch ends' });
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** Where the library's own code appears in a stack trace, on every system; in the bundle it is a part of this name. */
const IN_LIBRARY = /[\\/]@discordjs[\\/]ws[\\/]|[\\/]discordjs-ws\.js/;

/**
 * Whether an unhandled rejection is the library's own: a shard that waited for its turn to identify wakes up when its
 * connection has been replaced meanwhile, and writes into the new one before it is open. The new connection goes on by
 * itself, so the process need not end for it. (@discordjs/ws 1.2.3 calls `onMessage` without awaiting it.)
 */
export function isForgivable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isSocket =
    /^WebSocket is not open: readyState \d/.test(error.message) || /wasn't connected/.test(error.message);
  return isSocket && IN_LIBRARY.test(error.stack ?? '');
}

/**
 * Keeps such an error from ending the process until the returned function is called. Any other unhandled rejection ends
 * it as before: thrown from here it is an uncaught exception.
 * https://nodejs.org/api/process.html#event-unhandledrejection
 */
export function forgiveGateway(log: Pick<Log, 'warn'>): () => void {
  const forgive = (error: unknown): void => {
    if (!isForgivable(error)) throw error;
    log.warn(
      { why: error instanceof Error ? error.message : 'unknown' },
      'A gateway connection was replaced in mid-step.',
    );
  };
  process.on('unhandledRejection', forgive);
  return () => {
    process.off('unhandledRejection', forgive);
  };
}
