import { createPublicKey, verify } from 'node:crypto';
import fastify, { type FastifyRequest } from 'fastify';
import { decodeJsonOr, isObject } from '../model/decode-json.ts';
import type { Log } from '../model/log.ts';
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

/** One request of Discord's, as far as its signature goes. */
export type SignedRequest = {
  readonly signature: string | undefined;
  /** Seconds since 1970, as text. */
  readonly timestamp: string | undefined;
  readonly body: Uint8Array;
};

/**
 * So old, or so far ahead, a request may be: a recorded one is worth nothing later. Discord documents no limit; it gives
 * up after three seconds, and clocks differ.
 */
const FRESH_MS = 300_000;

/** The bytes before the key in its DER form: https://www.rfc-editor.org/rfc/rfc8410#section-4 */
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Makes the check of Discord's signatures. `publicKey` is 64 hexadecimal digits; throws `TypeError` where it is not. `now`
 * is in ms since 1970. https://docs.discord.com/developers/interactions/overview#validating-security-request-headers
 */
export function makeSignatureCheck(publicKey: string, now: () => number): SignatureCheck {
  if (!/^[\da-f]{64}$/i.test(publicKey)) throw new TypeError('A public key of Discord has 64 hexadecimal digits.');
  const der = Buffer.concat([ED25519_DER, Buffer.from(publicKey, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const mayBeSigned: SignatureCheck['mayBeSigned'] = ({ signature, timestamp }) =>
    /^[\da-f]{128}$/i.test(signature ?? '') &&
    /^\d{1,12}$/.test(timestamp ?? '') &&
    Math.abs(now() - Number(timestamp) * 1_000) <= FRESH_MS;
  return {
    mayBeSigned,
    isSigned(request) {
      const { signature = '', timestamp = '', body } = request;
      if (!mayBeSigned(request)) return false;
      return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
    },
  };
}

/** Tells Discord's requests from all others. */
export type SignatureCheck = {
  /** False where the headers alone show that it is none: then the body need not be read. */
  mayBeSigned(request: Omit<SignedRequest, 'body'>): boolean;
  isSigned(request: SignedRequest): boolean;
};
