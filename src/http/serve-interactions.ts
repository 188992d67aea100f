import fastify, { type FastifyRequest } from 'fastify';
import { decodeJsonOr, isObject } from '../model/decode-json.ts';
import type { Log } from '../model/log.ts';
import { makeSignatureCheck, type SignedRequest } from './check-signature.ts';
import { type HttpServer, listenAt } from './serve.ts';

/** Everything that taking interactions over HTTP needs. */
export type InteractionParts = {
  /** The application's, 64 hexadecimal digits. */
  readonly publicKey: string;
  /** Takes one that Discord has signed; false where it is none that can be answered. Returns at once. */
  take(interaction: unknown): boolean;
  /** Milliseconds since 1970. */
  now(): number;
  readonly log: Log;
};

/** The largest interactions are forms, of five texts of 4,000 characters, and commands of a message with all its parts. */
const MOST_BYTES = 256 * 1_024;
/** Discord gives up after three seconds. */
const REQUEST_MS = 5_000;

const PING = 1;
const PONG = { type: 1 };

/**
 * Serves the Interactions Endpoint of the application, on any path. PING is answered here, as Discord demands; everything
 * else is accepted with 202 and answered by the callback endpoint, as by the gateway:
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback. What Discord has not
 * signed gets 401, and Discord sends such requests itself, to see that. Rejects with the system's error where it cannot
 * listen there.
 */
export async function serveInteractions(
  place: { readonly host: string; readonly port: number },
  { publicKey, take, now, log }: InteractionParts,
): Promise<HttpServer> {
  const app = fastify({
    bodyLimit: MOST_BYTES,
    requestTimeout: REQUEST_MS,
    // Behind a proxy that keeps connections for a minute: the proxy should be the one that closes them.
    keepAliveTimeout: 75_000,
    forceCloseConnections: true,
    logger: false,
  });
  const check = makeSignatureCheck(publicKey, now);
  let isFirstRefusal = true;
  const noteRefusal = (): void => {
    if (isFirstRefusal) {
      log.info({}, 'A request without a good signature was refused. Discord sends such now and then, to see that.');
    }
    isFirstRefusal = false;
  };
  // The signature is over the very bytes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (request.method !== 'POST' || check.mayBeSigned(headersOf(request))) return undefined;
    noteRefusal();
    // A body is left unread, so the connection is of no more use.
    return reply.header('connection', 'close').code(401).send();
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => {
    const code = error.statusCode ?? 500;
    if (code >= 500) log.error({ err: error }, 'An interaction over HTTP could not be taken.');
    return reply.code(code).send();
  });
  app.get('/healthz', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));
  app.post('/*', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!check.isSigned({ ...headersOf(request), body })) {
      noteRefusal();
      return reply.code(401).send();
    }
    const interaction = decodeJsonOr<Readonly<Record<string, unknown>> | null>(body.toString(), isObject, null);
    if (interaction?.['type'] === PING) return reply.send(PONG);
    if (take(interaction)) return reply.code(202).send();
    log.warn({ packet: 'an odd request' }, 'A request of Discord was not understood and refused.');
    return reply.code(400).send();
  });
  return listenAt(app, place);
}

function headersOf({ headers }: FastifyRequest): Omit<SignedRequest, 'body'> {
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? undefined : value);
  return {
    signature: one(headers['x-signature-ed25519']),
    timestamp: one(headers['x-signature-timestamp']),
  };
}
