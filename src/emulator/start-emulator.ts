/** Starts Discord on loopback. The one entry of this folder. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createInvalidCount } from './answer-limits.ts';
import { createWorldChanges } from './apply-changes.ts';
import { buildWorld } from './build-guild.ts';
import type { Core } from './core.ts';
import { isEphemeral } from './describe-message.ts';
import { createInteract } from './do-interaction.ts';
import { createSignals } from './emit-events.ts';
import type { Emulator, EmulatorOptions, RequestRecord } from './emulator.ts';
import type { RestParts } from './handle-request.ts';
import { createSessions } from './keep-sessions.ts';
import { createRateLimits } from './limit-rate.ts';
import { listRoutes } from './list-routes.ts';
import { compareSnowflakes, createSnowflakeMaker } from './make-snowflake.ts';
import type { GatewayState } from './obey-gateway.ts';
import { createFaultQueue } from './queue-faults.ts';
import { createNonceMemory } from './remember-nonces.ts';
import type { ControlParts } from './serve-control.ts';
import { serveControl } from './serve-control.ts';
import { createGateway } from './serve-gateway.ts';
import { isLocal, servePage } from './serve-page.ts';
import { serveRest } from './serve-rest.ts';
import type { StoredMessage } from './world.ts';

const NONCE_WINDOW_MS = 120_000;
const SESSION_START = { total: 1000, remaining: 1000, resetAfterMs: 86_400_000 } as const;
/** Longer than any client keeps an idle socket, so that the client is the one to close it. */
const KEEP_ALIVE_MS = 120_000;

/** Resolves when the port is open. Rejects with Node's error when it cannot be. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const core = createCore(options, (event) => gateway.dispatch(event));
  const { world, signals, machineNow } = core;
  const start = { ...SESSION_START, ...options.sessionStart };
  let address = '';
  const state: GatewayState = {
    sessions: createSessions(machineNow),
    url: () => `ws://${address}/gateway`,
    withholdAcks: false,
    refuseResumes: false,
    refusedIdentifies: [],
    identifiesLeft: start.remaining,
    tokenReset: false,
  };
  const gateway = createGateway(core, state);
  const sessionStart = () => ({
    total: start.total,
    remaining: Math.max(0, state.identifiesLeft),
    reset_after: start.resetAfterMs,
    max_concurrency: 1,
  });
  const parts: RestParts = {
    core,
    routes: listRoutes({ url: state.url, sessionStart }),
    limits: createRateLimits(options, machineNow),
    invalid: createInvalidCount(machineNow),
    faults: createFaultQueue(),
    tokenIsValid: () => !state.tokenReset,
  };
  const requests: RequestRecord[] = [];
  const control: ControlParts = {
    core,
    faults: parts.faults,
    gatewayFaults: gateway.faults,
    change: createWorldChanges(core),
    interact: createInteract(core),
    requests,
    gatewayLog: gateway.log,
    invalidRequests: parts.invalid.count,
  };
  const server = createServer((request, response) => {
    serve(parts, control, requests, request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://emulator').pathname.startsWith('/gateway'))
      gateway.upgrade(request, socket, head);
    else socket.destroy();
  });
  address = await listen(server, options.port ?? 0);
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${address}/`,
    apiUrl: `http://${address}/api`,
    token: core.token,
    applicationId: world.applicationId,
    world,
    change: control.change,
    interact: control.interact,
    faults: parts.faults,
    gatewayFaults: gateway.faults,
    violations: core.violations,
    requests,
    gatewayLog: gateway.log,
    commands: () => [...world.commands.values()],
    messages: (channelId) => visibleMessages(core, channelId),
    invalidRequests: parts.invalid.count,
    on: signals.on,
    until: signals.until,
    stop: () => {
      stopped ??= close(server, gateway.stop);
      return stopped;
    },
  };
}

function createCore(options: EmulatorOptions, dispatch: Core['dispatch']): Core {
  const machineNow = options.machineNow ?? Date.now;
  const now = options.now ?? machineNow;
  const makeId = createSnowflakeMaker();
  const newMachineId = (): string => makeId(machineNow());
  const world = buildWorld(options.world, newMachineId);
  return {
    options,
    world,
    token: options.token ?? makeToken(world.botId),
    now,
    machineNow,
    newId: () => makeId(now()),
    newMachineId,
    signals: createSignals(),
    violations: [],
    nonces: createNonceMemory(machineNow, options.nonceWindowMs ?? NONCE_WINDOW_MS),
    interactions: new Map(),
    oldEdits: new Map(),
    dispatch,
  };
}

/** Three parts as Discord's have them, the first being the bot's id; random, and of no worth anywhere else. */
function makeToken(botId: string): string {
  const id = Buffer.from(botId).toString('base64url');
  return `${id}.${randomBytes(4).toString('base64url')}.${randomBytes(28).toString('base64url')}`;
}

async function serve(
  parts: RestParts,
  control: ControlParts,
  requests: RequestRecord[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '/' } = request;
  if (url.startsWith('/api')) return serveRest(parts, requests, request, response);
  if (!isLocal(request)) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end('Only from this machine.');
    return;
  }
  if (url.startsWith('/emulator/')) return serveControl(control, request, response);
  return servePage(request, response);
}

function listen(server: Server, port: number): Promise<string> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(`127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`);
    });
  });
}

function close(server: Server, stopGateway: () => void): Promise<void> {
  stopGateway();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function visibleMessages(core: Core, channelId: string | undefined): readonly StoredMessage[] {
  const { messages } = core.world;
  const all =
    channelId === undefined
      ? [...messages.values()].flatMap((channel) => [...channel.values()])
      : [...(messages.get(channelId)?.values() ?? [])];
  return all.filter((message) => !isEphemeral(message)).sort((left, right) => compareSnowflakes(left.id, right.id));
}
