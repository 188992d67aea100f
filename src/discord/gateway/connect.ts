import { type Client, Events } from 'discord.js';
import { type APIGatewayBotInfo, type APIInteraction, Routes } from 'discord-api-types/v10';
import type { CommandShape } from '../../features/call/command.ts';
import type { Desk } from '../interactions/dispatcher.ts';
import { makeInteractionHandler } from '../interactions/handle-interaction.ts';
import type { DiscordLine } from '../rest/open-connection.ts';
import { badToken, ConnectError, closedForGood, requestProblem, sayWait } from './connect-error.ts';
import { forgiveGateway } from './forgive-gateway.ts';
import { makeClient } from './make-client.ts';
import { type RegistrationMemory, registerCommands } from './register-commands.ts';
import { type GatewayEvent, type GatewayState, watchGateway } from './watch-gateway.ts';

/** What answers, and who is told of the connection. */
export type ConnectOptions<Context> = {
  /** Interactions that arrive before it is there wait for it; the login does not. */
  readonly desk: Promise<Desk<Context>>;
  readonly onEvent?: (event: GatewayEvent) => void;
  /** How long the first connection may take, ms. Default 30,000. */
  readonly loginTimeoutMs?: number;
};

/** A living connection to the gateway. */
export type DiscordConnection = {
  readonly applicationId: string;
  /** For health: sends do not depend on it. */
  gateway(): GatewayState;
  /** Writes the commands where they have changed. Throws `ConnectError`. */
  register(shapes: readonly CommandShape[], memory: RegistrationMemory): Promise<'written' | 'unchanged'>;
  /** Leaves the gateway. Interactions that arrived are answered first, for at most a second. The line stays open. */
  close(): Promise<void>;
};

/**
 * Below this share of the day's identifies no connection is made: all of them in one day cost the token.
 * https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
const IDENTIFY_RESERVE = 0.05;

/** Nothing else can be part of a token; anything else would break the header it is sent in. */
const TOKEN_SHAPE = /^[\w.+/=-]+$/;

/**
 * Logs in with the real discord.js client and answers interactions. Call it last, after settings, list and store are
 * proven good: 1,000 logins a day cost the token. Throws `ConnectError`, whose message is one sentence for people.
 */
export async function connect<Context>(
  line: DiscordLine,
  options: ConnectOptions<Context>,
): Promise<DiscordConnection> {
  const { log, machine } = line;
  if (!TOKEN_SHAPE.test(line.token.reveal())) throw badToken();
  const client = makeClient(line);
  client.rest.setToken(line.token.reveal());
  const gateway = watchGateway(client, machine, (event) => {
    log.info({ gateway: event.kind }, 'The gateway changed.');
    options.onEvent?.(event);
  });
  const handler = options.desk.then((desk) => makeInteractionHandler(desk, { rest: client.rest, log, machine }));
  const open = new Set<Promise<void>>();
  const endForgiving = forgiveGateway(log);
  client.on(Events.Raw, (packet: { t?: unknown; d?: unknown }) => {
    if (packet.t !== 'INTERACTION_CREATE') return;
    const answered = handler.then((handle) => handle(packet.d as APIInteraction)).finally(() => open.delete(answered));
    open.add(answered);
  });
  // Without a listener an `error` event ends the process.
  client.on(Events.Error, (error) => log.error({ why: error.name }, 'The Discord client reported an error.'));
  client.on(Events.ShardError, (error) => log.warn({ why: error.name }, 'A gateway connection reported an error.'));
  try {
    await checkSessions(client);
    await logIn(client, line, options.loginTimeoutMs ?? 30_000);
  } catch (error) {
    endForgiving();
    await client.destroy();
    throw requestProblem(error, hostOf(client));
  }
  const applicationId = client.application?.id ?? client.user?.id ?? '';
  return {
    applicationId,
    gateway: gateway.state,
    async register(shapes, memory) {
      try {
        return await registerCommands(client.rest, applicationId, shapes, memory);
      } catch (error) {
        throw requestProblem(error, hostOf(client));
      }
    },
    async close() {
      gateway.stop();
      const answered = new AbortController();
      await Promise.race([Promise.allSettled(open), machine.sleep(1_000, answered.signal)]);
      answered.abort();
      await client.destroy();
      endForgiving();
      client.rest.clearHashSweeper();
      client.rest.clearHandlerSweeper();
    },
  };
}

async function checkSessions(client: Client): Promise<void> {
  const { session_start_limit: limit } = (await client.rest.get(Routes.gatewayBot())) as APIGatewayBotInfo;
  if (limit.remaining > limit.total * IDENTIFY_RESERVE) return;
  throw new ConnectError(
    'sessions',
    `This bot has logged in too often (${limit.remaining} of ${limit.total} logins left today); try again in ${sayWait(limit.reset_after)}.`,
  );
}

async function logIn(client: Client, line: DiscordLine, timeoutMs: number): Promise<void> {
  const settled = new AbortController();
  const ready = new Promise<void>((resolve, reject) => {
    client.once(Events.ClientReady, () => resolve());
    client.once(Events.ShardDisconnect, ({ code }) => reject(closedForGood(code)));
    void line.machine.sleep(timeoutMs, settled.signal).then(() => {
      const within = `Discord's gateway did not answer within ${sayWait(timeoutMs)}; try again in a minute.`;
      reject(new ConnectError('timeout', within));
    });
    client.login(line.token.reveal()).catch(reject);
  });
  try {
    await ready;
  } finally {
    settled.abort();
  }
}

function hostOf(client: Client): string {
  const api = client.options.rest?.api ?? '';
  return URL.canParse(api) ? new URL(api).host : 'the given address';
}
