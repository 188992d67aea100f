import type { Config } from '../../config/config.ts';
import { type ConnectOptions, connect, type DiscordConnection } from '../../discord/gateway/connect.ts';
import { requestProblem } from '../../discord/gateway/connect-error.ts';
import type { ServerSigns } from '../../discord/gateway/keep-shard.ts';
import { openShards } from '../../discord/gateway/open-shards.ts';
import { isInteraction } from '../../discord/interactions/open-door.ts';
import type { RestConnection } from '../../discord/rest/open-connection.ts';
import { type Application, readApplication } from '../../discord/rest/read-application.ts';
import type { HttpServer } from '../../http/serve.ts';
import { explainListen } from './start-error.ts';

/** The ways by which Discord reaches the program: the gateway, HTTP, or both. */
export type Ways = {
  /** Whether Discord has answered the first question, which is no login. Never rejects. */
  readonly answers: Promise<boolean>;
  /** Resolves when the first login is on its way, or without a gateway with the answer. */
  readonly identified: Promise<unknown>;
  /** Opens them. Throws `ConnectError`, or `StartError` where the port is taken. */
  open(options: Omit<ConnectOptions, 'shards'>): Promise<DiscordConnection>;
  /** For a start that fails before they are open. */
  close(): Promise<void>;
};

const WITHOUT_GATEWAY =
  'There is no gateway: which servers the bot is in is asked every six hours, and it cannot notice that no command reaches it.';

/** Asks Discord at once about each way that is set, so that its answer is there when the state is. Throws `ConnectError`. */
export function openWays(
  rest: RestConnection,
  config: Pick<Config, 'gateway' | 'interactions'>,
  servers: ServerSigns,
): Ways {
  const { interactions } = config;
  const shards = config.gateway ? openShards(rest, servers) : null;
  const application = interactions === null ? null : readApplication(rest);
  // Their failures are reported where they are opened.
  const answers = Promise.all([shards?.gateway, application]).then(
    () => true,
    () => false,
  );
  return {
    answers,
    identified: shards?.identified ?? answers,
    async open(options) {
      const known = await application?.catch((error: unknown) => {
        throw requestProblem(error, new URL(rest.answers.options.api).host);
      });
      // A port that is taken is found out before a login is spent.
      const server = interactions && known ? await serve(rest, interactions, known, options) : null;
      try {
        if (shards !== null) return closeToo(await connect(rest, { ...options, shards }), server, known ?? null);
        if (known === undefined) throw new Error('No way to Discord is set.');
        const { doWithoutGateway } = await import('../../discord/gateway/do-without.ts');
        const connection = doWithoutGateway(rest, known);
        rest.log.info({}, WITHOUT_GATEWAY);
        return closeToo({ ...connection, close: () => options.door.settle() }, server, known);
      } catch (error) {
        await server?.close();
        throw error;
      }
    },
    close: async () => shards?.kept.end(),
  };
}

async function serve(
  { log, machine }: RestConnection,
  place: NonNullable<Config['interactions']>,
  { publicKey, endpoint }: Application,
  { door }: Pick<ConnectOptions, 'door'>,
): Promise<HttpServer> {
  const { serveInteractions } = await import('../../http/serve-interactions.ts');
  const take = (body: unknown): boolean => {
    if (!isInteraction(body)) return false;
    door.take(body);
    return true;
  };
  const server = await serveInteractions(place, { publicKey, take, now: machine.now, log }).catch((error: unknown) => {
    throw explainListen(error, place, 'DATEWATCH_INTERACTIONS');
  });
  log.info({ address: server.address }, 'Taking commands over HTTP.');
  if (endpoint === null) {
    const unset =
      'Discord sends no commands over HTTP yet: set the Interactions Endpoint URL under "General Information" at https://discord.com/developers/applications to the address by which Discord reaches this port.';
    log.warn({}, unset);
  }
  return server;
}

/** Where Discord sends commands over HTTP, they arrive whatever the gateway does. */
function closeToo(
  connection: DiscordConnection,
  server: HttpServer | null,
  application: Application | null,
): DiscordConnection {
  if (server === null) return connection;
  return {
    ...connection,
    isUp: () => application?.endpoint != null || connection.isUp(),
    async close() {
      await server.close();
      await connection.close();
    },
  };
}
