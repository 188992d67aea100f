import { REST } from '@discordjs/rest';
import { CloseCodes, type SessionInfo, WebSocketManager } from '@discordjs/ws';
import type { DiscordLine } from '../rest/open-connection.ts';

/** The gateway's connections, not yet made, and a REST instance for what they and answers to interactions ask. */
export type Shards = {
  readonly manager: WebSocketManager;
  readonly rest: REST;
  /** Leaves the gateway for good. */
  close(): Promise<void>;
};

/**
 * discord.js's own gateway and REST without its client, whose structures and caches nothing here would use. Without
 * intents: interactions belong to none, so they always arrive, and everything else goes by REST. Memory then stays flat
 * in the number of servers. There are as many connections as Discord recommends; one up to 2,500 servers.
 */
export function openShards(line: DiscordLine): Shards {
  const token = line.token.reveal();
  const rest = new REST(line.clientOptions).setToken(token);
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
  return {
    manager,
    rest,
    async close() {
      await manager.destroy({ code: CloseCodes.Normal, reason: 'Datewatch ends' });
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
