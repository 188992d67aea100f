import { type APIApplication, type RESTAPIPartialCurrentUserGuild, Routes } from 'discord-api-types/v10';
import { type MayAsk, type RestConnection, withDeadline } from './open-connection.ts';
import { RequestBroken } from './request-errors.ts';

/** The bot's application, as far as it is used here. */
export type Application = {
  readonly id: string;
  readonly name: string;
  /** Hexadecimal: what Discord signs requests with. */
  readonly publicKey: string;
  /** Where Discord sends interactions; `null`: to the gateway. */
  readonly endpoint: string | null;
};

/**
 * Asks Discord who this application is. Throws as every request does.
 * https://docs.discord.com/developers/resources/application#get-current-application
 */
export async function readApplication(connection: RestConnection): Promise<Application> {
  const found = await withDeadline(
    connection,
    async (signal) =>
      (await connection.answers.get(Routes.currentApplication(), { signal })) as Partial<APIApplication>,
  );
  const { id, name = 'The bot', verify_key: publicKey, interactions_endpoint_url: endpoint = null } = found;
  // Something else answers in Discord's place.
  if (typeof id !== 'string' || typeof publicKey !== 'string') throw new RequestBroken('ODD_ANSWER', true);
  return { id, name, publicKey, endpoint };
}

/** https://docs.discord.com/developers/resources/user#get-current-user-guilds */
const PAGE = 200;

/** Asks for the ids of all servers that the bot is in, page by page. `null` where it did not get them all. Never throws. */
export async function listServers(connection: RestConnection, mayAsk: MayAsk): Promise<readonly string[] | null> {
  const ids: string[] = [];
  try {
    for (;;) {
      const after = ids.at(-1);
      const query = new URLSearchParams({ limit: String(PAGE), ...(after === undefined ? {} : { after }) });
      const page = await withDeadline(connection, async (signal) => {
        if (!(await mayAsk(signal))) return null;
        return (await connection.sends.get(Routes.userGuilds(), { query, signal })) as RESTAPIPartialCurrentUserGuild[];
      });
      if (page === null) return null;
      ids.push(...page.map(({ id }) => id));
      if (page.length < PAGE) return ids;
    }
  } catch {
    // Asked again later; what is not known is not held to be left.
    return null;
  }
}
