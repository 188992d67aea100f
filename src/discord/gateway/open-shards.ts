import { type IShardingStrategy, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { type APIGatewayBotInfo, GatewayIntentBits } from 'discord-api-types/v10';
import type { RestConnection } from '../rest/open-connection.ts';
import { badToken } from './connect-error.ts';
import type { ServerSigns } from './keep-shard.ts';
import { type KeptShards, keepShards, reportDropped } from './keep-shards.ts';

/** Nothing else can be part of a token; anything else would break the header it is sent in. */
const TOKEN_SHAPE = /^[\w.+/=-]+$/;

const UNHEARD: ServerSigns = { seen: () => undefined, left: () => undefined };

/** The gateway's connections, not yet made. */
export type Shards = {
  readonly manager: WebSocketManager;
  readonly kept: KeptShards;
  /** Discord's facts about its gateway and about this day's logins. */
  readonly gateway: Promise<APIGatewayBotInfo>;
  /** Resolves when the first login is on its way to Discord. */
  readonly identified: Promise<void>;
};

/** The manager gives Discord's facts and passes events on; the shards are kept beside it. */
const NOTHING: IShardingStrategy = {
  spawn: () => undefined,
  connect: async () => undefined,
  destroy: async () => undefined,
  send: () => Promise.reject(new Error('Nothing but the shard itself writes to the gateway.')),
  fetchStatus: () => Promise.reject(new Error('The status is followed by its events.')),
};

/**
 * discord.js's own gateway manager and REST without its client, whose structures and caches nothing here would use. The
 * one intent shows which servers the bot sees and which of their channels are announcement channels; interactions need
 * none, and everything else goes by REST. Memory then stays flat in the number of servers. There are as many connections as Discord recommends,
 * one up to 2,500 servers, shared with the other processes of this bot. It asks about the gateway at once, which is no login, so that the answer is on its way while
 * the rest of a start is prepared. Throws `ConnectError` where the token cannot be one.
 */
export function openShards(connection: RestConnection, servers: ServerSigns = UNHEARD): Shards {
  const token = connection.token.reveal();
  if (!TOKEN_SHAPE.test(token)) throw badToken();
  const manager = new WebSocketManager({
    token,
    intents: GatewayIntentBits.Guilds,
    rest: connection.answers,
    buildStrategy: () => NOTHING,
  });
  const gateway = manager.fetchGatewayInformation();
  // Its failure is reported where it is awaited.
  gateway.catch(() => undefined);
  return {
    manager,
    gateway,
    identified: new Promise((resolve) => {
      manager.once(WebSocketShardEvents.Hello, () => resolve());
    }),
    kept: keepShards({ ...connection, manager, servers, dropped: reportDropped(connection.log) }),
  };
}
