import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Core } from '../core.ts';
import type { Faults, GatewayRecord, RequestRecord } from '../emulator.ts';
import type { GatewayFaults } from '../gateway/gateway-codes.ts';
import type { Interact, InteractionOutcome } from '../people/interact.ts';
import type { Playback, PlaybackView } from '../playback.ts';
import type { Json, JsonObject } from '../rest/json.ts';
import { readBytes } from '../rest/read-body.ts';
import type { WorldChanges } from '../world/change-world.ts';
import { viewMessage, viewState, viewWorld } from '../world/view-state.ts';
import {
  changeSchema,
  faultSchema,
  gatewaySchema,
  type InteractionRequest,
  interactSchema,
  playbackSchema,
} from './read-control.ts';

/**
 * `/emulator/…`: drives the emulator from its page or from another process.
 * GET state, GET events, GET pictures/ID, POST and DELETE faults, POST gateway, change, interact; GET and POST stage where
 * there is one.
 */

/** The parts of the emulator that can be controlled from outside. */
export interface ControlParts {
  readonly core: Core;
  readonly faults: Faults;
  readonly gatewayFaults: GatewayFaults;
  readonly change: WorldChanges;
  readonly interact: Interact;
  readonly requests: readonly RequestRecord[];
  readonly gatewayLog: readonly GatewayRecord[];
  readonly invalidRequests: () => number;
  /** Null where nobody offers one. */
  readonly playback: () => Playback | null;
}

/** Answers one request below `/emulator/`. */
export async function serveControl(
  parts: ControlParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = `${request.method ?? 'GET'} ${new URL(request.url ?? '/', 'http://emulator').pathname.slice('/emulator/'.length)}`;
  const picture = /^GET pictures\/(\d+)$/.exec(name)?.[1];
  if (picture !== undefined) return servePicture(parts.core, picture, response);
  if (name === 'GET events') return streamEvents(parts, response);
  try {
    const body = request.method === 'POST' ? await readJson(request) : undefined;
    const answer = await obeyControl(parts, name, body);
    reply(response, answer === undefined ? 404 : 200, answer ?? { error: `${name} is not known here` });
  } catch (error) {
    reply(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function servePicture({ pictures }: Core, id: string, response: ServerResponse): Promise<void> {
  const picture = pictures.get(id);
  if (picture === undefined) return reply(response, 404, { error: `there is no picture ${id}` });
  const bytes = Buffer.from(await picture.arrayBuffer());
  response.writeHead(200, { 'content-type': picture.type, 'x-content-type-options': 'nosniff' }).end(bytes);
}

async function obeyControl(parts: ControlParts, name: string, body: unknown): Promise<Json | undefined> {
  switch (name) {
    case 'GET state':
      return viewState(parts.core, {
        requests: parts.requests,
        gateway: parts.gatewayLog,
        invalid: parts.invalidRequests(),
      });
    case 'POST faults':
      parts.faults.add(read(faultSchema, body));
      return { pending: parts.faults.pending().length };
    case 'DELETE faults':
      parts.faults.clear();
      return { pending: 0 };
    case 'POST gateway':
      breakGateway(parts.gatewayFaults, read(gatewaySchema, body));
      return { done: true };
    case 'POST change':
      changeWorld(parts.change, read(changeSchema, body));
      return { done: true };
    case 'POST interact':
      return showResult(parts.core, await act(parts.interact, read(interactSchema, body)));
    case 'GET stage':
      return parts.playback()?.view();
    case 'POST stage':
      return parts.playback()?.act(read(playbackSchema, body));
    default:
      return undefined;
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(body)'}: ${message}`).join('; '),
  );
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // A foreign web page cannot send this type without asking first, and is never allowed to.
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw new Error('expected application/json');
  const text = (await readBytes(request)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('the body is no JSON');
  }
}

function reply(response: ServerResponse, status: number, json: Json): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(json));
}

function breakGateway(faults: GatewayFaults, request: z.infer<typeof gatewaySchema>): void {
  switch (request.do) {
    case 'dropSockets':
      faults.dropSockets();
      break;
    case 'closeSockets':
      faults.closeSockets(request.code);
      break;
    case 'withholdAcks':
      faults.withholdAcks(request.on);
      break;
    case 'invalidateSessions':
      faults.invalidateSessions(request.resumable);
      break;
    case 'refuseResumes':
      faults.refuseResumes(request.on);
      break;
    case 'ignoreResumes':
      faults.ignoreResumes(request.on);
      break;
    case 'requestReconnect':
      faults.requestReconnect();
      break;
    case 'refuseIdentify':
      faults.refuseIdentify(request.code, request.times);
      break;
    case 'refuseConnections':
      faults.refuseConnections(request.on);
      break;
  }
}

function changeWorld(change: WorldChanges, request: z.infer<typeof changeSchema>): void {
  switch (request.do) {
    case 'deleteChannel':
      change.deleteChannel(request.channelId);
      break;
    case 'deleteMessage':
      change.deleteMessage(request.channelId, request.messageId);
      break;
    case 'removeGuild':
      change.removeGuild(request.guildId);
      break;
    case 'setBotPermissions':
      change.setBotPermissions(request.guildId, request.permissions);
      break;
    case 'setBotOverwrite':
      change.setBotOverwrite(request.channelId, request);
      break;
    case 'setThread':
      change.setThread(request.channelId, request);
      break;
    case 'postAs':
      change.postAs(request.userId, request.channelId, request.content);
      break;
    case 'openDm':
      change.openDm(request.userId);
      break;
    case 'closeDms':
      change.closeDms(request.userId, request.closed);
      break;
  }
}

function act(interact: Interact, request: InteractionRequest): Promise<InteractionOutcome> {
  switch (request.kind) {
    case 'command':
      return interact.command(request.doing);
    case 'messageCommand':
      return interact.messageCommand(request.doing);
    case 'autocomplete':
      return interact.autocomplete(request.doing);
    case 'button':
      return interact.button(request.doing);
    case 'select':
      return interact.select(request.doing);
    case 'modalSubmit':
      return interact.modalSubmit(request.doing);
  }
}

function showResult(core: Core, outcome: InteractionOutcome): JsonObject {
  const { callbackType, ephemeral, content, choices, modal, edits, acknowledgedAfterMs, errors, message } = outcome;
  return {
    callbackType,
    ephemeral,
    content,
    choices,
    modal: modal ?? null,
    edits,
    acknowledgedAfterMs,
    errors,
    message: message === undefined ? null : viewMessage(core, message),
    followUps: outcome.followUps.map((followUp) => viewMessage(core, followUp)),
  };
}

/** Live updates for the page as server-sent events. */

/** How often the page gets the world's time while somebody looks. */
const CLOCK_MS = 500;

/** Keeps one page up to date until it goes away. The world comes first, then what happens in it. */
function streamEvents({ core, playback }: Pick<ControlParts, 'core' | 'playback'>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (type: string, data: JsonObject | PlaybackView): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ nowMs: core.now(), ...data })}\n\n`);
  };
  const sendWorld = (): void => send('world', viewWorld(core));
  const offered = playback();
  const stops = [
    core.signals.on('message', (message) => send('message', viewMessage(core, message))),
    core.signals.on('edit', (message) => send('message', viewMessage(core, message))),
    core.signals.on('delete', ({ id, channelId }) => send('delete', { id, channelId })),
    core.signals.on('commands', sendWorld),
    core.signals.on('world', sendWorld),
    ...(offered === null ? [] : [offered.on(() => send('stage', offered.view()))]),
    core.signals.on('violation', ({ method, path, reasons }) => send('violation', { method, path, reasons })),
  ];
  const clock = setInterval(() => send('clock', {}), CLOCK_MS);
  clock.unref();
  response.on('close', () => {
    clearInterval(clock);
    for (const stop of stops) stop();
  });
  sendWorld();
  if (offered !== null) send('stage', offered.view());
}
