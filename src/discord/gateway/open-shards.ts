import type { REST } from '@discordjs/rest';
import { WebSocketManager } from '@discordjs/ws';
import { type APIGatewayBotInfo, GatewayIntentBits } from 'discord-api-types/v10';
import { ClockSafeRest } from '../rest/clock-safe-rest.ts';
import type { RestConnection } from '../rest/open-connection.ts';
import { badToken } from './connect-error.ts';
import { keepShards, type ServerSigns } from './keep-shards.ts';

/** Nothing else can be part of a token; anything else would break the header it is sent in. */
const TOKEN_SHAPE = /^[\w.+/=-]+$/;

const UNHEARD: ServerSigns = { seen: () => undefined, left: () => undefined };

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
 * discord.js's own gateway manager and REST without its client, whose structures and caches nothing here would use. The
 * one intent shows which servers the bot sees and which of their channels are announcement channels; interactions need
 * none, and everything else goes by REST. Memory then stays flat in the number of servers. There are as many connections as Discord recommends;
 * one up to 2,500 servers. It asks about the gateway at once, which is no login, so that the answer is on its way while
 * the rest of a start is prepared. Throws `ConnectError` where the token cannot be one.
 */
export function openShards(connection: RestConnection, servers: ServerSigns = UNHEARD): Shards {
  const token = connection.token.reveal();
  if (!TOKEN_SHAPE.test(token)) throw badToken();
  const rest = new ClockSafeRest(connection.clientOptions).setToken(token);
  const manager = new WebSocketManager({
    token,
    intents: GatewayIntentBits.Guilds,
    rest,
    buildStrategy: (made) => keepShards(made, { ...connection, servers }),
  });
  const gateway = manager.fetchGatewayInformation();
  // Its failure is reported where it is awaited.
  gateway.catch(() => undefined);
  return {
    manager,
    rest,
    gateway,
    async close() {
      await manager.destroy();
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
