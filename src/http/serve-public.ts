import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MachineInstant } from '../model/date.ts';

/** One file as it is served: what it is now, and since when this process has known it so. */
export type ServedFile = {
  readonly type: string;
  /** Of its contents, without quotes. */
  readonly tag: string;
  readonly since: MachineInstant;
  /** The content security policy: the things that a page of it may load. */
  readonly policy: string;
  /** False for what only those may read who know its name. */
  readonly shared: boolean;
  read(): Promise<string | Uint8Array>;
};

/** The files that everybody may read, and those that everybody may who knows their names. */
export type PublicFiles = {
  /** Whether a file of that name, if there is one, may be read without a password now. */
  isOpen(name: string): boolean;
  /** A file by its name; `null` where there is none, or it is not open. */
  find(name: string): Promise<ServedFile | null>;
};

const FOLDER = '/dates/';
/** Calendars and readers ask every hour at most; a proxy in front may answer for a few minutes. */
const FRESH_S = 300;

/** The name of the public file that a request asks for, changing nothing; `null` for any other request. */
export function publicName({ method }: Pick<FastifyRequest, 'method'>, path: string): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  return path.startsWith(FOLDER) ? path.slice(FOLDER.length) : `${path}/` === FOLDER ? '' : null;
}

/** Serves the public files, with conditional requests (RFC 9110, section 13) and for pages of other sites too. */
export function addPublic(app: FastifyInstance, files: PublicFiles): void {
  app.get(FOLDER.slice(0, -1), async (_request, reply) =>
    files.isOpen('') ? reply.redirect(FOLDER, 308) : reply.callNotFound(),
  );
  app.get(`${FOLDER}*`, async (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const name = request.params['*'];
    const file = await files.find(name === '' ? 'index.html' : name);
    if (file === null) return reply.callNotFound();
    reply.headers({
      'cache-control': `${file.shared ? 'public' : 'private'}, max-age=${FRESH_S}`,
      'content-security-policy': `${file.policy}; frame-ancestors 'none'`,
      ...(file.shared ? { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' } : {}),
      'referrer-policy': 'no-referrer',
      etag: `"${file.tag}"`,
      'last-modified': new Date(file.since).toUTCString(),
    });
    return isKnown(request, file) ? reply.code(304).send() : send(reply, file);
  });
}

async function send(reply: FastifyReply, file: ServedFile): Promise<FastifyReply> {
  const data = await file.read();
  return reply.type(file.type).send(typeof data === 'string' ? data : Buffer.from(data));
}

/** Whether the one who asks has the file as it is: a tag decides before a time. */
function isKnown({ headers }: FastifyRequest, { tag, since }: ServedFile): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined)
    return tags.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === `"${tag}"`);
  const time = Date.parse(headers['if-modified-since'] ?? '');
  return Number.isFinite(time) && Math.floor(since / 1_000) * 1_000 <= time;
}
