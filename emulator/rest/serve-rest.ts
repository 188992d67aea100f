/** The socket side of REST: reads a request, waits for the set latency, sends or spoils the answer, writes the log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, RequestRecord } from '../emulator.ts';
import type { Answer } from './answer-request.ts';
import type { Handled, RestParts } from './handle-request.ts';
import { handleRequest } from './handle-request.ts';
import { type ParsedBody, parseBody, readBytes } from './read-body.ts';

const API = /^\/api(\/v\d+)?(?=\/)/;
const MAX_RECORDS = 50_000;

/** Answers one request below `/api`. */
export async function serveRest(
  parts: RestParts,
  records: RequestRecord[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { core } = parts;
  const atMs = core.machineNow();
  const url = new URL(request.url ?? '/', 'http://emulator');
  const path = url.pathname.replace(API, '');
  const method = request.method ?? 'GET';
  const bytes = await readBytes(request);
  const parsed = await parseBody(bytes, request.headers['content-type'] ?? '');
  const { latencyMs = 0 } = core.options;
  await pause(typeof latencyMs === 'number' ? latencyMs : latencyMs({ method, path }));
  const handled = handleRequest(parts, {
    method,
    path,
    query: url.searchParams,
    authorization: request.headers.authorization,
    rawBody: bytes.toString('utf8'),
    parsed,
  });
  if (handled.fault?.kind === 'delay') await pause(handled.fault.ms);
  const status = send(handled, response, core.options.dateHeader);
  const { answer, route, authorized, accepted } = handled;
  const record = {
    method,
    path,
    route,
    atMs,
    tookMs: core.machineNow() - atMs,
    status,
    code: answer.code,
    authorized,
    size: bytes.length,
    accepted,
    nonce: nonceOf(parsed),
  };
  records.push(record);
  if (records.length > MAX_RECORDS) records.shift();
  core.signals.emit('request', record);
}

function nonceOf(parsed: ParsedBody): string | null {
  const body = 'body' in parsed ? parsed.body : undefined;
  return body !== undefined && 'nonce' in body && typeof body['nonce'] === 'string' ? body['nonce'] : null;
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { ref: false });
}

/** Sends the answer, or applies the fault to the connection. Returns the status sent, 0 for none. */
function send(handled: Handled, response: ServerResponse, dateHeader: (() => Date) | undefined): number {
  const { fault } = handled;
  const spoiled = fault === undefined ? undefined : SPOILERS[fault.kind];
  if (spoiled !== undefined) {
    spoiled(response, handled.answer);
    return 0;
  }
  const answer =
    fault?.kind === 'accept-then-status'
      ? { status: fault.status, json: { message: `${fault.status}: scripted`, code: 0 } }
      : handled.answer;
  const payload = writeHead(response, answer, dateHeader);
  response.end(payload);
  return answer.status;
}

function writeHead(response: ServerResponse, answer: Answer, dateHeader?: () => Date): string {
  const payload = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  if (dateHeader !== undefined) response.setHeader('date', dateHeader().toUTCString());
  if (payload !== '')
    response.setHeader('content-type', answer.text === undefined ? 'application/json' : 'text/plain; charset=UTF-8');
  if (answer.status !== 204) response.setHeader('content-length', Buffer.byteLength(payload));
  response.writeHead(answer.status, answer.headers);
  return payload;
}

const SPOILERS: Readonly<Partial<Record<Fault['kind'], (response: ServerResponse, answer: Answer) => void>>> = {
  'refuse-before': (response) => response.socket?.resetAndDestroy(),
  'accept-then-reset': (response) => response.socket?.resetAndDestroy(),
  'accept-then-close': (response) => response.socket?.end(),
  // Nothing is sent; the connection lives until the client or `stop` ends it.
  'accept-then-hang': () => undefined,
  'headers-then-stall': (response, answer) => {
    const payload = writeHead(response, answer);
    response.write(payload.slice(0, Math.floor(payload.length / 2)));
  },
};
