import type { MayAsk, RestConnection } from '../../discord/rest/open-connection.ts';
import { listServers } from '../../discord/rest/read-application.ts';
import type { LeftServers } from '../../engine/watch-servers.ts';

/** Five hundred questions for a bot in 100,000 servers, among those of reminders. */
const EVERY_MS = 6 * 3_600_000;
const RETRY_MS = 600_000;

/**
 * Asks now and every six hours which servers the bot is in: without the gateway nothing else says that it was removed.
 * Returns a function that ends it.
 */
export function followServers(
  rest: RestConnection,
  mayAsk: MayAsk,
  listed: LeftServers['listed'],
): () => Promise<void> {
  const ended = new AbortController();
  const follow = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const servers = await listServers(rest, mayAsk);
      if (ended.signal.aborted) return;
      if (servers !== null) listed(servers, () => true);
      await rest.machine.sleep(servers === null ? RETRY_MS : EVERY_MS, ended.signal);
    }
  };
  const following = follow();
  return async () => {
    ended.abort();
    await following;
  };
}
