/** The files of the page, and who may ask for them. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['page.html', 'text/html; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/render-text.js': ['render-text.js', 'text/javascript; charset=utf-8'],
  '/render-message.js': ['render-message.js', 'text/javascript; charset=utf-8'],
  '/type-command.js': ['type-command.js', 'text/javascript; charset=utf-8'],
};

/** Nothing from elsewhere, no inline script: text that slipped through could still do nothing. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Answers a request for a file of the page; 404 for any other. */
export async function servePage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const known = FILES[new URL(request.url ?? '/', 'http://emulator').pathname];
  if (known === undefined || request.method !== 'GET') {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found. The page is at /');
    return;
  }
  const [file, type] = known;
  // By the folder's name, under which the bundle keeps it too.
  const text = await readFile(new URL(`../page/${file}`, import.meta.url));
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(text);
}

/** Whether a request comes from this machine by its own name: keeps foreign pages from reaching in by a name of theirs. */
export function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const { origin } = request.headers;
  return LOCAL_NAMES.has(host) && (origin === undefined || origin === `http://${request.headers.host}`);
}

const LOCAL_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
