import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildPayload } from '../../src/discord/payload/build-payload.ts';
import { buildRooms } from '../build-gallery.ts';
import type { Exhibit } from '../exhibit.ts';
import { NAMES } from '../show-markdown.ts';

const OWN: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['phone.html', 'text/html'],
  '/phone.css': ['phone.css', 'text/css'],
  '/phone.js': ['phone.js', 'text/javascript'],
};

/** The files of the emulator's page that draw a message. */
const DRAWING = /^\/((?:render-[a-z]+|dom)\.js|(?:colours|message|rich)\.css)$/;

function findFile(path: string): readonly [url: URL, type: string] | undefined {
  const own = OWN[path];
  if (own !== undefined) return [new URL(own[0], import.meta.url), own[1]];
  const drawing = DRAWING.exec(path)?.[1];
  if (drawing === undefined) return undefined;
  const type = drawing.endsWith('.css') ? 'text/css' : 'text/javascript';
  return [new URL(`../../emulator/page/${drawing}`, import.meta.url), type];
}

/** Serves the gallery as a phone shows it, on this machine alone. `port` 0 takes any free one. */
export async function servePhone(port: number): Promise<{ readonly url: string; close(): void }> {
  const rooms = (await buildRooms()).map(({ title, exhibits }) => ({ title, exhibits: exhibits.map(asSent) }));
  const gallery = JSON.stringify(rooms);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    if (path === '/gallery.json') {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(gallery);
      return;
    }
    const known = findFile(path);
    if (known === undefined) {
      response.writeHead(404).end();
      return;
    }
    void readFile(known[0]).then((text) => {
      response.writeHead(200, { 'content-type': `${known[1]}; charset=utf-8` }).end(text);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}/`, close: () => void server.close() };
}

/** An exhibit as the JSON that Discord would be sent. */
function asSent({ title, message, now, of }: Exhibit) {
  const { body } = buildPayload(message, true, () => undefined);
  return {
    caption: title,
    of,
    nowMs: now,
    names: NAMES,
    message: {
      id: title,
      author: { username: 'Datewatch', bot: true },
      createdMs: now,
      editedMs: null,
      pinned: false,
      ephemeral: false,
      loading: false,
      content: body.content,
      embeds: body.embeds,
      attachments: [],
      components: body.components,
      pinged: { roles: [], users: [], everyone: false },
    },
  };
}

if (import.meta.main) {
  const { url } = await servePhone(Number(process.env['PORT'] ?? 4300));
  process.stdout.write(`The gallery as a phone shows it: ${url}\nCtrl-C ends it.\n`);
}
