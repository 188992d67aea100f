/** Live updates for the page as server-sent events. */
import type { ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import type { JsonObject } from '../rest/json.ts';
import { viewMessage, viewWorld } from '../world/view-state.ts';

/** How often the world's time is told while somebody looks. */
const CLOCK_MS = 500;

/** Keeps one page up to date until it goes away. The world comes first, then what happens in it. */
export function streamEvents(core: Core, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (type: string, data: JsonObject): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ nowMs: core.now(), ...data })}\n\n`);
  };
  const sendWorld = (): void => send('world', viewWorld(core));
  const stops = [
    core.signals.on('message', (message) => send('message', viewMessage(core, message))),
    core.signals.on('edit', (message) => send('message', viewMessage(core, message))),
    core.signals.on('delete', ({ id, channelId }) => send('delete', { id, channelId })),
    core.signals.on('commands', sendWorld),
    core.signals.on('world', sendWorld),
    core.signals.on('violation', ({ method, path, reasons }) => send('violation', { method, path, reasons })),
  ];
  const clock = setInterval(() => send('clock', {}), CLOCK_MS);
  clock.unref();
  response.on('close', () => {
    clearInterval(clock);
    for (const stop of stops) stop();
  });
  sendWorld();
}
