import { createHash, timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Log } from '../model/log.ts';
import { isLoopback } from '../model/loopback.ts';
import { STYLE_SOURCE } from './page-frame.ts';
import { addPublic, type PublicFiles, publicName } from './serve-public.ts';
import { addSetup, type SetupPages } from './serve-setup.ts';

/** The contents of the pages; all is current when called. */
export type Pages = {
  /** Whether ticks come. */
  isAlive(): boolean;
  /** Whether it also takes commands. */
  isReady(): boolean;
  /** The status page, as HTML. */
  status(): Promise<string>;
  metrics(): Promise<{ readonly type: string; readonly text: string }>;
  /** Everybody may read them, by any name of this machine and without the password. */
  readonly public: PublicFiles;
  /** `null` where a token is never asked for. */
  readonly setup: SetupPages | null;
};

/** A server that takes requests until it is closed. */
export type HttpServer = {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  close(): Promise<void>;
};

/** Where to listen, and for whom. Without a password only this machine's own addresses are answered. */
export type HttpPlace = {
  readonly host: string;
  readonly port: number;
  readonly password: { reveal(): string } | null;
};

/** Open to everybody who can connect: they say ok or not ok, and nothing else. */
const OPEN: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** For every answer: nothing is kept, loaded from elsewhere, framed or run. https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // With `no-referrer` a browser sends `Origin: null` with a form of our own: https://fetch.spec.whatwg.org/#append-a-request-origin-header
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** A form with a token, and some room. */
const MOST_BYTES = 4_096;
const REQUEST_MS = 10_000;

/** Serves the pages. Rejects with the system's error where it cannot listen there. */
export async function serveHttp(place: HttpPlace, pages: Pages, log: Log): Promise<HttpServer> {
  const app = fastify({
    bodyLimit: MOST_BYTES,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: REQUEST_MS,
    forceCloseConnections: true,
    logger: false,
  });
  const isLet = checkPassword(place.password);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const name = publicName(request, pathOf(request));
    if (name !== null && pages.public.isOpen(name)) return undefined;
    // Another site's page can be made to call this machine by a name of its own (DNS rebinding).
    if (place.password === null && !isLoopback(request.hostname)) return say(reply, 421, 'Ask for 127.0.0.1.');
    if (OPEN.has(pathOf(request)) || isLet(request.headers.authorization)) return undefined;
    reply.header('www-authenticate', 'Basic realm="Datewatch", charset="UTF-8"');
    return say(reply, 401, 'A password is needed.');
  });
  app.setNotFoundHandler((_request, reply) => say(reply, 404, 'There is nothing here.'));
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, request, reply) => {
    const code = error.statusCode ?? 500;
    // The route and not the address: it may hold anything.
    if (code >= 500) log.error({ err: error, route: request.routeOptions.url ?? '' }, 'A page could not be made.');
    return code >= 500 ? say(reply, 500, 'This page could not be made; the log says why.') : say(reply, code, 'No.');
  });
  const verdict = (isGood: () => boolean) => async (_request: FastifyRequest, reply: FastifyReply) =>
    isGood() ? say(reply, 200, 'ok') : say(reply, 503, 'not ok');
  app.get('/healthz', verdict(pages.isAlive));
  app.get('/readyz', verdict(pages.isReady));
  app.get('/', async (_request, reply) => {
    const page = (await pages.setup?.asks()) ?? (await pages.status());
    return reply.type('text/html; charset=utf-8').send(page);
  });
  addPublic(app, pages.public);
  if (pages.setup !== null) addSetup(app, pages.setup);
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await pages.metrics();
    return reply.type(type).send(text);
  });
  return listenAt(app, place);
}

/** Opens the port. Rejects with the system's error where it cannot listen there. */
export async function listenAt(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  try {
    return { address: await app.listen({ host, port }), close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function say(reply: FastifyReply, code: number, text: string): FastifyReply {
  return reply.code(code).type('text/plain; charset=utf-8').send(`${text}\n`);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}

/** HTTP Basic, of which the user is ignored (RFC 7617). Compared by digests, so that the time taken says nothing. */
function checkPassword(password: HttpPlace['password']): (header: string | undefined) => boolean {
  if (password === null) return () => true;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(password.reveal());
  return (header) => {
    const [, encoded = ''] = /^Basic +([\w+/=-]+)$/i.exec(header ?? '') ?? [];
    const given = Buffer.from(encoded, 'base64').toString();
    return timingSafeEqual(digest(given.slice(given.indexOf(':') + 1)), expected) && given.includes(':');
  };
}
