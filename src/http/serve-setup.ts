import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The set-up of a program without a token. */
export type SetupPages = {
  /** The page that asks for the token; `null` where none is asked for. */
  asks(): Promise<string | null>;
  /** The page after the token was taken; `null` where none was taken in this process. */
  after(): string | null;
  /** Takes a pasted token. `null`: taken; else the page that says why not. Never throws for what was pasted. */
  take(token: string): Promise<string | null>;
};

const PATH = '/setup';
const HTML = 'text/html; charset=utf-8';

/**
 * Adds the set-up page. What is sent to it is taken from the page itself alone: a form of another site carries its
 * `Origin` and is refused, since a browser would send the password along. https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#verifying-origin-with-standard-headers
 */
export function addSetup(app: FastifyInstance, pages: SetupPages): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(body.toString()));
  });
  app.get(PATH, async (_request, reply) => {
    const page = (await pages.asks()) ?? pages.after();
    return page === null ? reply.redirect('/', 303) : reply.type(HTML).send(page);
  });
  let isTaking = false;
  app.post(PATH, async (request, reply) => {
    if (!isOwnPage(request)) return say(reply, 403, 'Only the set-up page itself may send this.');
    if ((await pages.asks()) === null) return reply.redirect(PATH, 303);
    // Each try is a request with a token that may be wrong, and Discord counts those.
    if (isTaking) return say(reply, 429, 'Another token is being checked. Try again in a moment.');
    isTaking = true;
    try {
      const token = request.body instanceof URLSearchParams ? (request.body.get('token') ?? '') : '';
      const refused = await pages.take(token);
      return refused === null ? reply.redirect(PATH, 303) : reply.code(422).type(HTML).send(refused);
    } finally {
      isTaking = false;
    }
  });
}

/** Whether the request comes from a page of this very address. Browsers send `Origin` with every form. */
function isOwnPage({ headers: { origin }, host }: FastifyRequest): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

function say(reply: FastifyReply, code: number, text: string): FastifyReply {
  return reply.code(code).type('text/plain; charset=utf-8').send(`${text}\n`);
}
