/** The files of the page, and who may ask for them. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';

const STYLES = ['colours', 'composer', 'message', 'page', 'rich', 'story', 'timeline'] as const;
const SCRIPTS = [
  'send-actions',
  'command-line',
  'composer',
  'describe-speed',
  'dom',
  'drop-list',
  'drawers',
  'fill-form',
  'float',
  'happen',
  'hints',
  'log',
  'order-messages',
  'page',
  'pick-values',
  'phone',
  'place-dates',
  'places',
  'player',
  'reading',
  'render-components',
  'render-embed',
  'render-inline',
  'render-message',
  'render-moment',
  'render-text',
  'story',
  'theme',
  'timeline',
  'welcome',
  'world',
] as const;

/** By path: the file and its type. Nothing else of this folder is given out. */
const FILES: ReadonlyMap<string, readonly [file: string, type: string]> = new Map<string, readonly [string, string]>([
  ['/', ['page.html', 'text/html; charset=utf-8']],
  ['/icon.svg', ['icon.svg', 'image/svg+xml']],
  ...STYLES.map((name) => [`/${name}.css`, [`${name}.css`, 'text/css; charset=utf-8']] as const),
  ...SCRIPTS.map((name) => [`/${name}.js`, [`${name}.js`, 'text/javascript; charset=utf-8']] as const),
]);

/** Nothing from elsewhere, no inline script: text that slipped through could still do nothing. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Answers a request for a file of the page; 404 for any other. */
export async function servePage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const known = FILES.get(new URL(request.url ?? '/', 'http://emulator').pathname);
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
