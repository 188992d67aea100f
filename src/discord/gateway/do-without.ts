import type { RestConnection } from '../rest/open-connection.ts';
import type { Application } from '../rest/read-application.ts';
import type { DiscordConnection } from './connect.ts';
import { requestProblem } from './connect-error.ts';

/**
 * The connection of a program whose interactions come over HTTP alone: no WebSocket, no login, no shards, and nothing is
 * heard of servers but what is asked for.
 */
export function doWithoutGateway({ answers }: RestConnection, { id }: Application): DiscordConnection {
  return {
    isUp: () => true,
    loginsLeft: () => null,
    shards: () => null,
    waits: false,
    async register(commands, memory) {
      const { registerCommands } = await import('./register-commands.ts');
      try {
        return await registerCommands(answers, id, commands, memory);
      } catch (error) {
        throw requestProblem(error, new URL(answers.options.api).host);
      }
    },
    close: async () => undefined,
  };
}
